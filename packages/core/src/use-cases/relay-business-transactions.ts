import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { MessageName, PublicationFailed, StoreFailure } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { Lease } from '../decorators/kept-lease.js';
import type { OutboundMessage, Outbox, OutboxEntry } from '../ports/outbox.js';

/** The dependencies of one topic's relay. */
export interface Relay {
  readonly outbox: Outbox;
  readonly publisher: BusinessTransactionPublisher;
  /** The topic that it publishes. Each topic has its own relay and publisher, so that no topic blocks another. */
  readonly topic: string;
  /** The current lease: `keptLease`. Entries read under one lease are not used under another. */
  readonly lease: TE.TaskEither<StoreFailure, Lease>;
  /** The most messages in one pass. */
  readonly batchSize: number;
  /** Called with each message that was parked because the streaming platform refuses it even when it is sent alone. */
  readonly onParked: (message: OutboundMessage, error: string) => void;
}

/** The result of one pass of a relay. */
export interface RelayPass {
  readonly published: number;
  /** True if more entries are known to be in the outbox. */
  readonly more: boolean;
}

type RelayFailure = StoreFailure | PublicationFailed;

type Entries = TE.TaskEither<StoreFailure, ReadonlyArray<OutboxEntry>>;

/** Entries that were read while the previous batch was being published, and the generation of the lease. */
interface Prefetch {
  readonly generation: number;
  readonly entries: ReturnType<Entries>;
}

/**
 * One pass of one topic's relay. It publishes the oldest entries of the outbox in order, and deletes them after the streaming
 * platform has confirmed them. After a failure the next pass reads the outbox again, so that no message is lost or overtaken. A
 * message that is refused for its content is sent alone in a later pass, and parked if it is refused again. A parked message blocks
 * only its own customer on this topic. Passes must not overlap.
 */
export const relayBusinessTransactions = (relay: Relay): TE.TaskEither<RelayFailure, RelayPass> => {
  const { outbox, publisher, topic, lease, batchSize, onParked } = relay;
  const suspects = new Set<string>();
  let prefetched: Prefetch | null = null;
  let lastPassSucceeded = true;

  /** The next entries: the prefetched ones if the lease is the same, else those of the outbox. None without a shard. */
  const next = ({ shards, generation }: Lease): Entries => {
    const known = prefetched;
    prefetched = null;
    if (shards.length === 0) return TE.right([]);
    return known?.generation === generation ? () => known.entries : outbox.pending(shards, topic, batchSize);
  };

  /** Starts to read the next batch while a full one is published; from the start, because late commits have low positions. */
  const prefetch = ({ shards, generation }: Lease, run: ReadonlyArray<OutboxEntry>): Prefetch | null =>
    run.length === batchSize && lastPassSucceeded
      ? { generation, entries: outbox.pending(shards, topic, batchSize, positionsOf(run))() }
      : null;

  const send = (run: ReadonlyArray<OutboxEntry>): TE.TaskEither<RelayFailure, number> =>
    run.length === 0
      ? TE.right(0)
      : pipe(
          publisher.publish(run.map(({ message }) => message)),
          TE.flatMap(() => outbox.remove(topic, positionsOf(run))),
          TE.map(() => {
            run.forEach(({ message }) => suspects.delete(nameOf(message)));
            return run.length;
          }),
          TE.orElse((failure) => afterFailure(run, failure)),
        );

  const afterFailure = (
    run: ReadonlyArray<OutboxEntry>,
    failure: RelayFailure,
  ): TE.TaskEither<RelayFailure, number> => {
    const [only, ...others] = run;
    if (failure._tag === 'PublicationFailed' && failure.refused.length > 0) {
      if (only !== undefined && others.length === 0) return park(only, failure.detail);
      failure.refused.forEach((refused) => suspects.add(nameOf(refused)));
    }
    return TE.left(failure);
  };

  const park = (entry: OutboxEntry, error: string): TE.TaskEither<RelayFailure, number> =>
    pipe(
      outbox.park(topic, positionsOf([entry]), error),
      TE.map(() => {
        suspects.delete(nameOf(entry.message));
        onParked(entry.message, error);
        return 0;
      }),
    );

  return pipe(
    TE.Do,
    TE.bind('current', () => lease),
    TE.bind('entries', ({ current }) => next(current)),
    TE.flatMap(({ current, entries }) => {
      // The outbox is empty, so every suspect was published, parked or discarded.
      if (current.shards.length > 0 && entries.length === 0) suspects.clear();
      const behind = entries.filter(({ behindParked }) => behindParked);
      const free = entries.filter(({ behindParked }) => !behindParked);
      const run = nextRun(free, suspects);
      const following = prefetch(current, run);
      lastPassSucceeded = false;
      return pipe(
        behind.length === 0 ? TE.right(undefined) : outbox.park(topic, positionsOf(behind), null),
        TE.flatMap(() => send(run)),
        TE.map((published) => {
          // The prefetched entries come next only if the whole batch was published.
          lastPassSucceeded = published === run.length;
          prefetched = lastPassSucceeded ? following : null;
          return { published, more: entries.length === batchSize || run.length < free.length };
        }),
      );
    }),
  );
};

/** The entries to send in one batch: all before the first suspect. A suspect is sent alone. */
const nextRun = (entries: ReadonlyArray<OutboxEntry>, suspects: ReadonlySet<string>): ReadonlyArray<OutboxEntry> => {
  const first = suspects.size === 0 ? -1 : entries.findIndex(({ message }) => suspects.has(nameOf(message)));
  return first < 0 ? entries : entries.slice(0, Math.max(first, 1));
};

const positionsOf = (entries: ReadonlyArray<OutboxEntry>): ReadonlyArray<string> =>
  entries.map(({ position }) => position);

const nameOf = ({ topic, transactionId }: MessageName): string => `${topic} ${transactionId}`;
