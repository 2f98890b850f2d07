/** The path of a request target, which is a path with a query or, for a proxy, a URL. */
const pathIn = (target: string): string => target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');

/**
 * Whether the path of a request target is one of these, in which `:name` stands for any one part. As for the router, upper case is lower
 * case, and a slash at the end makes no difference.
 */
export const targetsOf = (paths: ReadonlyArray<string>): ((target: string | undefined) => boolean) => {
  if (paths.length === 0) return () => false;
  const patterns = paths.map((path) => path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+'));
  const pattern = new RegExp(`^(?:${patterns.join('|')})/?$`, 'i');
  return (target = '') => pattern.test(pathIn(target));
};
