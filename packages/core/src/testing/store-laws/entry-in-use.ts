import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { EntryKind } from '../../catalogue/entry-kind.js';
import { entryKinds } from '../../catalogue/entry-kinds.js';
import type { Customer } from '../../domain/customer.js';
import type { Failure } from '../../domain/failure.js';
import type { Rejected } from '../../domain/rejection.js';
import type { CustomerWrites } from '../../operations/perform.js';
import type { Receipt } from '../../ports/customer-repository.js';
import { changeEntry, createEntry } from '../../use-cases/maintain-catalogue.js';
import { context } from '../builders.js';
import type { StoreUnderTest } from '../store-under-test.js';
import { bringTo, create, moveTo } from './in-use.js';

type CatalogueOnly = Pick<StoreUnderTest, 'catalogue'>;

interface Given {
  readonly requestId?: string;
  readonly client?: string;
}

/** The kind's example as a new entry, under its code unless `code` is given. */
export const createExample = (
  store: CatalogueOnly,
  kind: EntryKind,
  { requestId = 'E-1', client = 'crm', ...members }: Given & { readonly code?: string } = {},
) => createEntry(store)(kind, { ...kind.example.creation, requestId, ...members }, context({ client }));

/** The kind's example of a change, on any entry. It retires the entry. */
export const changeExample = (
  store: CatalogueOnly,
  kind: EntryKind,
  code: string,
  { requestId = 'E-2', client = 'crm' }: Given = {},
) => changeEntry(store)(kind, code, { ...kind.example.change, requestId }, context({ client }));

/** An entry of the example catalogue, other than what the kind's example creates. */
export const configuredCode: Readonly<Record<EntryKind['name'], string>> = {
  customerSegments: 'SOHO',
  stateReasons: 'dfltSuspended',
  customerProfiles: 'b2b',
};

export interface Use {
  readonly kind: EntryKind;
  /** A change of the customer that uses the kind's example. */
  readonly use: (writes: CustomerWrites, customer: Customer, code: string) => TaskEither<Rejected | Failure, Receipt>;
  /** Makes the customer such that it can be used once more. */
  readonly undo: (writes: CustomerWrites, customer: Customer) => TaskEither<Rejected | Failure, Receipt>;
  readonly unknown: string;
  readonly retired: string;
}

/** How customers use the entries of each kind, and how a use is refused. */
export const uses: ReadonlyArray<Use> = [
  {
    kind: entryKinds.customerSegments,
    use: moveTo,
    undo: (writes, customer) => moveTo(writes, customer, 'RESIDENTIAL'),
    unknown: 'UnknownSegment',
    retired: 'SegmentRetired',
  },
  {
    kind: entryKinds.stateReasons,
    use: (writes, customer, stateReason) => bringTo(writes, customer, { state: 'SUSPENDED', stateReason }),
    undo: (writes, customer) => bringTo(writes, customer, { state: 'ACTIVE', stateReason: 'dfltActive' }),
    unknown: 'UnknownStateReason',
    retired: 'StateReasonRetired',
  },
  {
    kind: entryKinds.customerProfiles,
    use: (writes, _, customerProfile) => create(writes, { customerProfile }),
    undo: (writes) => create(writes),
    unknown: 'UnknownProfile',
    retired: 'ProfileRetired',
  },
];
