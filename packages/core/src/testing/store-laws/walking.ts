/** An upper bound of the pages of any walk in these laws. */
export const mostPages = 50;

/** A clock in the past, so that all of the log is settled. */
export const longAgo = () => {
  let ms = Date.parse('2026-01-01T00:00:00.000Z');
  return () => new Date((ms += 1000)).toISOString();
};
