/**
 * Makes text storable in PostgreSQL and its JSON by replacing NUL and unpaired surrogates. Undecodable input, and an
 * error that quotes it, can contain both.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
