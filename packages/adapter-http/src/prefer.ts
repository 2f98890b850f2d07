/** What a caller allows who prefers a replica. */
export interface ReplicaPreference {
  /** The greatest age of the state, in milliseconds; null: whatever the installation allows. */
  readonly mostLagMs: number | null;
}

/** Splitting a longer header would take long: it is ignored, which RFC 7240 allows. */
const longest = 256;

const between = (separator: ',' | ';'): RegExp => new RegExp(`(?:[^"${separator}]|"(?:[^"\\\\]|\\\\.)*")+`, 'g');
const [preferences, parts] = [between(','), between(';')];

const maxLag = /^max-lag\s*=\s*(?:(\d{1,9})|"(\d{1,9})")$/i;

/**
 * The preference `replica` in the header Prefer (RFC 7240), with its parameter `max-lag` in seconds. Null if there is none, or one
 * that is not understood: such a preference is ignored.
 */
export const replicaPreferenceIn = (header: string): ReplicaPreference | null => {
  if (header.length > longest) return null;
  for (const preference of header.match(preferences) ?? []) {
    const [name, ...parameters] = (preference.match(parts) ?? []).map((part) => part.trim());
    if (name?.toLowerCase() !== 'replica') continue;
    const limit = parameters.find((parameter) => /^max-lag\b/i.test(parameter));
    if (limit === undefined) return { mostLagMs: null };
    const [, bare, quoted] = maxLag.exec(limit) ?? [];
    const seconds = bare ?? quoted;
    return seconds === undefined ? null : { mostLagMs: Number(seconds) * 1000 };
  }
  return null;
};
