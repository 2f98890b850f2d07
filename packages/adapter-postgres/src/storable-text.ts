/**
 * Text that PostgreSQL and its JSON can hold: no NUL, no unpaired surrogate. What could not be decoded can have either, and
 * so can an error that quotes it.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
