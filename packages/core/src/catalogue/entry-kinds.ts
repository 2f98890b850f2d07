import type { EntryKindName } from '../domain/catalogue.js';
import { customerProfiles } from './customer-profiles.js';
import { customerSegments } from './customer-segments.js';
import type { EntryKind } from './entry-kind.js';
import { stateReasons } from './state-reasons.js';

/** All kinds of catalogue entry, in the order in which the documents list them. */
export const entryKinds: { readonly [K in EntryKindName]: EntryKind<K> } = {
  customerSegments,
  stateReasons,
  customerProfiles,
};
