/*
 * The kit in which every boundary is written: adapters read rows, headers, queries and settings with it, an embedder the
 * members of an operation of its own. `canonicalJson` and the domain's own codecs are in `@casm/core`.
 */
export {
  closed,
  closedOver,
  Codec,
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
