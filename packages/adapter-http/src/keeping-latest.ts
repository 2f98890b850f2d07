/** Returns the function with its latest result kept, for a function that is mostly called with the same value. */
export const keepingLatest = <A, B>(make: (given: A) => B): ((given: A) => B) => {
  let latest: { readonly given: A; readonly made: B } | null = null;
  return (given) => {
    if (latest === null || latest.given !== given) latest = { given, made: make(given) };
    return latest.made;
  };
};
