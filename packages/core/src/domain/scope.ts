import type * as t from 'io-ts';
import { named, oneOf } from './codecs.js';

/** The rights that a client can have. Each operation of the API needs one of them. */
export const scopes = [
  'customers:read',
  'customers:write',
  'catalogue:write',
  'campaigns:write',
  'transactions:read',
  'dwh:read',
  'operations:read',
  'operations:write',
] as const;

/** One of the `scopes`. */
export const Scope = named('Scope', 'A right that a client can have; each operation needs one.', oneOf(...scopes));
export type Scope = t.TypeOf<typeof Scope>;
