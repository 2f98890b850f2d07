/*
 * The codec combinators. Adapters decode rows, headers, queries and settings with them; an embedder declares the members of its own
 * operations with them. `canonicalJson` and the domain's codecs are in `@casm/core`.
 */
export {
  closed,
  closedOver,
  Codec,
  count,
  day,
  decode,
  described,
  flag,
  identifier,
  instant,
  json,
  label,
  listOf,
  literal,
  mapOf,
  matching,
  named,
  narrowed,
  nullable,
  oneOf,
  satisfying,
  text,
  version,
  wholeNumber,
} from './domain/codecs.js';
export type { Closed, JsonSchema, Members, Objection, Reader } from './domain/codecs.js';
