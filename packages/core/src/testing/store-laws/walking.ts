/** More pages than any walk in these laws takes. */
export const mostPages = 50;

/** A clock whose moments are settled for long. */
export const longAgo = () => {
  let ms = Date.parse('2026-01-01T00:00:00.000Z');
  return () => new Date((ms += 1000)).toISOString();
};
