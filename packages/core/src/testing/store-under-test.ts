import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { CatalogueRepository } from '../ports/catalogue-repository.js';
import type { CustomerDirectory } from '../ports/customer-directory.js';
import type { CustomerHistory } from '../ports/customer-history.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { Journal } from '../ports/journal.js';
import type { OutboxBacklog } from '../ports/outbox-backlog.js';
import type { Outbox } from '../ports/outbox.js';
import type { ParkedMessages } from '../ports/parked-messages.js';
import type { ShardLeases } from '../ports/shard-leases.js';
import type { TransactionLog } from '../ports/transaction-log.js';
import { type Law, LawBroken } from './law.js';

/** The operational ports of one store, empty except for the given catalogue. */
export interface StoreUnderTest {
  readonly customers: CustomerRepository;
  readonly history: CustomerHistory;
  readonly directory: CustomerDirectory;
  readonly transactions: TransactionLog;
  readonly catalogue: CatalogueRepository;
  readonly outbox: Outbox;
  readonly leases: ShardLeases;
  readonly backlog: OutboxBacklog;
  readonly parked: ParkedMessages;
  readonly journal: Journal;
  /** The same store, opened by a second process. Mandatory for an adapter that declares 'several processes'. */
  readonly another?: StoreUnderTest;
}

/** The optional capabilities of a store. 'several processes': several processes can use the same data concurrently. */
export type StoreCapability = 'several processes';

/** The options of a store under test. */
export interface StoreOptions {
  readonly catalogue: Catalogue;
  readonly clock?: () => Instant;
}

/** Makes a new store for one law. The test that runs the law closes it. */
export type MakeStore = (options: StoreOptions) => Promise<StoreUnderTest>;

/** A law of the store. */
export type StoreLaw = Law<MakeStore, StoreCapability>;

/** Returns the second process for a law that requires 'several processes'. Throws a LawBroken if the adapter provides none. */
export const secondProcessOf = ({ another }: StoreUnderTest): StoreUnderTest => {
  if (another === undefined)
    throw new LawBroken('the law requires a second process, and the store under test has none');
  return another;
};
