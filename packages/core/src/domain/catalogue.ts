import type * as t from 'io-ts';
import {
  type Closed,
  closedOver,
  type Codec,
  described,
  flag,
  matching,
  type Members,
  named,
  nullable,
  oneOf,
  text,
} from './codecs.js';
import { Code, LifecycleState } from './customer.js';

export const EntryStatus = named(
  'Catalogue Status',
  'RETIRED: what has the entry keeps it, and nothing else gets it.',
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

export const Charged = described('Whether a customer who is in the state for this reason is charged.', flag, true);

const common = {
  required: { code: Code, name: text(1, 256), description: nullable(text(0, 1024)), status: EntryStatus },
  optional: {},
};

/** What every entry has. The code never changes. RETIRED: what has the entry keeps it, and nothing else gets it. */
export type Entry = Closed<typeof common.required, typeof common.optional>;

const entryWith = <M extends Members>(members: M): Codec<Entry & Closed<M, Record<never, never>>> =>
  closedOver(common, members);

export const CustomerSegment = named('Customer Segment', 'A segment that a customer can be in.', entryWith({}));
export type CustomerSegment = t.TypeOf<typeof CustomerSegment>;

export const StateReason = named(
  'State Reason',
  'Why a customer is in a state. A reason belongs to one state for good.',
  entryWith({ state: LifecycleState, charged: Charged }),
);
export type StateReason = t.TypeOf<typeof StateReason>;

export const CustomerProfile = named(
  'Customer Profile',
  'A template of segment, state and state reason for new customers. It counts at the creation only.',
  entryWith({ customerSegment: nullable(Code), state: LifecycleState, stateReason: Code }),
);
export type CustomerProfile = t.TypeOf<typeof CustomerProfile>;

/** The kinds of entry. Whatever else a further kind needs does not compile until it is there. */
export type EntryKindName = 'customerSegments' | 'stateReasons' | 'customerProfiles';

export type EntryOf<K extends EntryKindName> = {
  readonly customerSegments: CustomerSegment;
  readonly stateReasons: StateReason;
  readonly customerProfiles: CustomerProfile;
}[K];

/** What is configured, by kind and code: the facts that business rules are checked against. */
export type Catalogue = { readonly [K in EntryKindName]: ReadonlyMap<string, EntryOf<K>> };

const byCode = <E extends Entry>(entries: ReadonlyArray<E> = []): ReadonlyMap<string, E> =>
  new Map(entries.map((entry) => [entry.code, entry]));

/** A kind that is left out has no entries. */
export const catalogueOf = (given: { readonly [K in EntryKindName]?: ReadonlyArray<EntryOf<K>> }): Catalogue => ({
  customerSegments: byCode(given.customerSegments),
  stateReasons: byCode(given.stateReasons),
  customerProfiles: byCode(given.customerProfiles),
});
