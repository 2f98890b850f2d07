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

/** Creates the entry of the kind's example, with its own code unless `code` is given. */
export const createExample = (
  store: CatalogueOnly,
  kind: EntryKind,
  { requestId = 'E-1', client = 'crm', ...members }: Given & { readonly code?: string } = {},
) => createEntry(store)(kind, { ...kind.example.creation, requestId, ...members }, context({ client }));

/** Applies the kind's example of a change to an entry. It retires the entry. */
export const changeExample = (
  store: CatalogueOnly,
  kind: EntryKind,
  code: string,
  { requestId = 'E-2', client = 'crm' }: Given = {},
) => changeEntry(store)(kind, code, { ...kind.example.change, requestId }, context({ client }));

/** The code of an entry in the example catalogue that the kind's example does not create. */
export const configuredCode: Readonly<Record<EntryKind['name'], string>> = {
  customerSegments: 'SOHO',
  stateReasons: 'dfltSuspended',
  customerProfiles: 'b2b',
};

export interface Use {
  readonly kind: EntryKind;
  /** Changes the customer so that it uses the entry with this code. */
  readonly use: (writes: CustomerWrites, customer: Customer, code: string) => TaskEither<Rejected | Failure, Receipt>;
  /** Changes the customer back, so that `use` can be repeated. */
  readonly undo: (writes: CustomerWrites, customer: Customer) => TaskEither<Rejected | Failure, Receipt>;
  readonly unknown: string;
  readonly retired: string;
}

/** For each kind, the change that uses an entry, and the rejections of unknown and retired entries. */
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
