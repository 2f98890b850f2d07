import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { CatalogueRepository } from '../ports/catalogue-repository.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { Journal } from '../ports/journal.js';
import type { Outbox, ParkedMessages } from '../ports/outbox.js';
import type { Law } from './law.js';

/** The operational ports of one store, empty but for the given catalogue. */
export interface StoreUnderTest {
  readonly customers: CustomerRepository;
  readonly catalogue: CatalogueRepository;
  readonly outbox: Outbox;
  readonly parked: ParkedMessages;
  readonly journal: Journal;
  /** A second process's view of the same data: for laws that require 'several processes'. */
  readonly another?: StoreUnderTest;
}

export interface StoreOptions {
  readonly catalogue: Catalogue;
  readonly clock?: () => Instant;
}

/** Gives a fresh store for one law; what it opened is closed by whoever runs the laws. */
export type MakeStore = (options: StoreOptions) => Promise<StoreUnderTest>;

export type StoreLaw = Law<MakeStore>;
