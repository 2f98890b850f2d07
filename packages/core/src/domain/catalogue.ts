import type * as t from 'io-ts';
import { closed, matching, named, nullable, oneOf, text } from './codecs.js';
import { Code, LifecycleState } from './customer.js';

export const CatalogueStatus = named(
  'Catalogue Status',
  'RETIRED: who has the entry keeps it, and nobody else gets it.',
  oneOf('ACTIVE', 'RETIRED'),
);

/** A code of a new entry: it stands in paths, so every URL library must leave it as it is. Codes that are held may be wider. */
export const NewCode = named(
  'New Code',
  'The code of a new entry. It stands in paths, and never changes.',
  matching(
    'a code of 1 to 64 letters, digits, ".", "_", "~" and "-", neither "." nor ".."',
    /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,64}$/,
  ),
  'SOHO',
);

/** A segment a customer can be in. RETIRED: those who are in it stay, nobody new can be assigned. The code never changes. */
export const CustomerSegment = named(
  'Customer Segment',
  'A segment that a customer can be in.',
  closed({ code: Code, name: text(1, 256), description: nullable(text(0, 1024)), status: CatalogueStatus }, {}),
);
export type CustomerSegment = t.TypeOf<typeof CustomerSegment>;

/** Why a customer is in a state; each reason belongs to one state. */
export const StateReason = closed(
  { code: Code, state: LifecycleState, name: text(1, 256), status: CatalogueStatus },
  {},
);
export type StateReason = t.TypeOf<typeof StateReason>;

/** What is configured: the facts that business rules are checked against. */
export interface Catalogue {
  readonly segments: ReadonlyMap<string, CustomerSegment>;
  readonly stateReasons: ReadonlyMap<string, StateReason>;
}

export const catalogueOf = (
  segments: ReadonlyArray<CustomerSegment>,
  stateReasons: ReadonlyArray<StateReason>,
): Catalogue => ({
  segments: new Map(segments.map((segment) => [segment.code, segment])),
  stateReasons: new Map(stateReasons.map((reason) => [reason.code, reason])),
});
