import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type Catalogue, catalogueOf } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { Current, CustomerChange } from '../domain/decision.js';
import type { EffectiveSegment } from '../domain/effective-segment.js';
import { BusinessTransaction } from '../domain/business-transaction.js';
import { subjectOf } from '../domain/subject.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { CatalogueRepository } from '../ports/catalogue-repository.js';
import type { CustomerDirectory } from '../ports/customer-directory.js';
import type { CustomerHistory } from '../ports/customer-history.js';
import type { ChangeRequest, CustomerRepository, Receipt } from '../ports/customer-repository.js';
import type { Journal } from '../ports/journal.js';
import type { OutboxBacklog } from '../ports/outbox-backlog.js';
import type { Outbox, OutboundMessage } from '../ports/outbox.js';
import type { ParkedMessages } from '../ports/parked-messages.js';
import type { ShardLeases } from '../ports/shard-leases.js';
import type { TransactionLog } from '../ports/transaction-log.js';
import { inMemoryCampaigns, type InMemoryCampaigns } from './in-memory-campaigns.js';
import { inMemoryAnswers } from './in-memory-answers.js';
import { inMemoryCatalogue } from './in-memory-catalogue.js';
import { inMemoryHistory } from './in-memory-history.js';
import { inMemoryDirectory, inMemoryTransactionLog } from './in-memory-listings.js';
import { inMemoryOutbox } from './in-memory-outbox.js';

/** The operational ports on shared in-memory data. */
export interface InMemoryStore extends InMemoryCampaigns {
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
}

/** The options of `inMemoryStore`. */
export interface InMemoryStoreOptions {
  readonly catalogue?: Catalogue;
  /** Returns the current time; the system clock by default. */
  readonly clock?: () => Instant;
  /** Called after each change that adds messages to the outbox. */
  readonly onCommit?: () => void;
}

/** A store in memory, without durability. Changes take effect in the order of the calls. */
export const inMemoryStore = ({
  catalogue: initial = catalogueOf({}),
  clock = () => new Date().toISOString(),
  onCommit = () => undefined,
}: InMemoryStoreOptions = {}): InMemoryStore => {
  const answers = inMemoryAnswers();
  const catalogue = inMemoryCatalogue(initial, answers);
  const customers = new Map<string, Current>();
  const refIds = new Map<string, string>();
  const transactions = new Map<string, Array<BusinessTransaction>>();
  const journal: Array<Receipt> = [];
  const { outbox, leases, backlog, parked, add, holds, hasDiscarded } = inMemoryOutbox();

  const current = (ref: CustomerRef): Current | undefined =>
    customers.get(ref.refId ?? refIds.get(ref.externalId ?? '') ?? '');

  const commit = (request: ChangeRequest, change: CustomerChange): Receipt => {
    const receipt = receiptOf(change);
    answers.keep(request.key, receipt.body);
    if (change.transaction.changes.length > 0) write(change, receipt, request.traceparent);
    return receipt;
  };

  const write = ({ transaction, topics }: CustomerChange, receipt: Receipt, traceparent: string | null): void => {
    const { customer } = transaction.payload;
    const before = customers.get(customer.refId)?.customer.externalId ?? null;
    if (before !== null) refIds.delete(before);
    if (customer.externalId !== null) refIds.set(customer.externalId, customer.refId);
    customers.set(customer.refId, { customer, occurredAt: transaction.occurredAt });
    const past = transactions.get(customer.refId);
    if (past === undefined) transactions.set(customer.refId, [transaction]);
    else past.push(transaction);
    journal.push(receipt);
    topics.forEach((topic) => add(messageOf(receipt, topic, traceparent)));
    onCommit();
  };

  return {
    ...inMemoryCampaigns({
      current,
      all: () => customers.values(),
      createdAt: (refId) => transactions.get(refId)?.[0]?.occurredAt ?? clock(),
      write: (change) => write(change, receiptOf(change), null),
      catalogue: catalogue.current,
      clock,
    }),
    outbox,
    leases,
    backlog,
    parked,
    customers: {
      change: (request, decide) => async () => {
        const stored = answers.find(request.key, BusinessTransaction);
        if (E.isLeft(stored)) return stored;
        if (stored.right !== null)
          return E.right({ transaction: stored.right.answer, body: stored.right.body, replayed: true });
        return pipe(
          decide(
            {
              current: O.fromNullable(current(request.customer)),
              externalIdTaken: request.claimsExternalId !== null && refIds.has(request.claimsExternalId),
              catalogue: catalogue.current(),
            },
            clock(),
          ),
          E.map((change) => commit(request, change)),
        );
      },
      find: (ref) => async () => E.right(O.fromNullable(current(ref)?.customer)),
      effectiveSegments: (refs) => async () =>
        E.right(refs.map((ref) => pipe(O.fromNullable(current(ref)?.customer), O.map(segmentOf)))),
    },
    history: inMemoryHistory(
      (ref) => current(ref)?.customer,
      (refId) => transactions.get(refId) ?? [],
    ),
    directory: inMemoryDirectory(() => customers.values()),
    transactions: inMemoryTransactionLog(() => journal),
    catalogue: catalogue.repository,
    journal: {
      read: (selection, take) => async () => {
        const { topic, from, to, refId, withDiscarded } = selection;
        const messages = journal
          .map((receipt) => messageOf(receipt, topic, null))
          .filter((message) => (refId ?? message.refId) === message.refId)
          .filter(({ occurredAt }) => (from ?? occurredAt) <= occurredAt && (to === null || occurredAt < to))
          .filter((message) => !holds(message) && (withDiscarded || !hasDiscarded(message)))
          .sort(byMoment);
        const taken = messages.length === 0 ? E.right(undefined) : await take({ messages, total: messages.length })();
        return E.map(() => messages.length)(taken);
      },
      contradictions: (transactions, topic) =>
        TE.fromIO(() =>
          transactions.flatMap((unknown) => {
            const receipt = journal.find(({ transaction: { payload } }) => isOf(unknown, payload.customer));
            if (receipt?.transaction.transactionId === unknown.transactionId) return [];
            return [{ unknown, instead: receipt === undefined ? null : messageOf(receipt, topic, null) }];
          }),
        ),
    },
  };
};

const segmentOf = ({ refId, customerSegment, version }: Customer): EffectiveSegment => ({
  refId,
  customerSegment,
  version,
});

const receiptOf = ({ transaction }: CustomerChange): Receipt => ({
  transaction,
  body: JSON.stringify(transaction),
  replayed: false,
});

const isOf = (ref: VersionRef, { refId, version }: VersionRef): boolean =>
  ref.refId === refId && ref.version === version;

const byMoment = (a: OutboundMessage, b: OutboundMessage): number =>
  a.occurredAt === b.occurredAt ? (a.refId < b.refId ? -1 : 1) : a.occurredAt < b.occurredAt ? -1 : 1;

const messageOf = ({ transaction, body }: Receipt, topic: string, traceparent: string | null): OutboundMessage => {
  const { transactionId, operation, occurredAt } = transaction;
  return {
    ...subjectOf(transaction),
    topic,
    transactionId,
    operation,
    occurredAt,
    traceparent,
    replayedAt: null,
    body,
  };
};
