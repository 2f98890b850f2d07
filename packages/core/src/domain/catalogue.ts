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
  'A RETIRED entry cannot be assigned; customers that have it keep it.',
  oneOf('ACTIVE', 'RETIRED'),
);

/**
 * The code of a new entry. It is part of URL paths, so it has only characters that no URL library encodes. Stored codes may have
 * others.
 */
export const NewCode = named(
  'New Code',
  'The code of a new entry. It is part of URL paths and never changes.',
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

/** The members that every entry has. The code never changes. A RETIRED entry cannot be assigned; customers that have it keep it. */
export type Entry = Closed<typeof common.required, typeof common.optional>;

const entryWith = <M extends Members>(members: M): Codec<Entry & Closed<M, Record<never, never>>> =>
  closedOver(common, members);

/** A customer segment of the catalogue: its code, name, description and status. */
export const CustomerSegment = named('Customer Segment', 'A segment that a customer can be in.', entryWith({}));
export type CustomerSegment = t.TypeOf<typeof CustomerSegment>;

/** A state reason of the catalogue, with the state that it belongs to. */
export const StateReason = named(
  'State Reason',
  'Why a customer is in a state. A reason belongs to one state, which never changes.',
  entryWith({ state: LifecycleState, charged: Charged }),
);
export type StateReason = t.TypeOf<typeof StateReason>;

/** A customer profile: a template for new customers. */
export const CustomerProfile = named(
  'Customer Profile',
  'A template of segment, state and state reason. It is used only when a customer is created.',
  entryWith({ customerSegment: nullable(Code), state: LifecycleState, stateReason: Code }),
);
export type CustomerProfile = t.TypeOf<typeof CustomerProfile>;

/** The kinds of entry. Adding a kind is a compile error until every record over the kinds has it. */
export type EntryKindName = 'customerSegments' | 'stateReasons' | 'customerProfiles';

/** The type of the entries of a kind. */
export type EntryOf<K extends EntryKindName> = {
  readonly customerSegments: CustomerSegment;
  readonly stateReasons: StateReason;
  readonly customerProfiles: CustomerProfile;
}[K];

/** The configured entries, by kind and code. Business rules are checked against them. */
export type Catalogue = { readonly [K in EntryKindName]: ReadonlyMap<string, EntryOf<K>> };

const byCode = <E extends Entry>(entries: ReadonlyArray<E> = []): ReadonlyMap<string, E> =>
  new Map(entries.map((entry) => [entry.code, entry]));

/** Returns a catalogue of the entries. A kind that is left out has none. */
export const catalogueOf = (entries: { readonly [K in EntryKindName]?: ReadonlyArray<EntryOf<K>> }): Catalogue => ({
  customerSegments: byCode(entries.customerSegments),
  stateReasons: byCode(entries.stateReasons),
  customerProfiles: byCode(entries.customerProfiles),
});
