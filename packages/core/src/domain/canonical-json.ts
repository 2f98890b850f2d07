import { byKey } from './by-key.js';

/** JSON text with the members of every object sorted by name, so that equal values give equal text. `value` is parsed JSON. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOrder);

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(byKey))
    : value;
