import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { MessageName, PublicationFailed, StoreFailure } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { Lease } from '../decorators/kept-lease.js';
import type { OutboundMessage, Outbox, OutboxEntry } from '../ports/outbox.js';

export interface Relay {
  readonly outbox: Outbox;
  readonly publisher: BusinessTransactionPublisher;
  /** What it publishes; each topic has a relay and a publisher of its own, so that none holds up another. */
  readonly topic: string;
  /** The lease that is ours now: `keptLease`. What was read under one counts under no other. */
  readonly lease: TE.TaskEither<StoreFailure, Lease>;
  /** How many messages at most one pass takes. */
  readonly batchSize: number;
  /** Told of a message that the streaming platform refuses even alone. */
  readonly onParked: (message: OutboundMessage, error: string) => void;
}

export interface RelayPass {
  readonly published: number;
  /** Whether more is known to wait. */
  readonly more: boolean;
}

type RelayFailure = StoreFailure | PublicationFailed;

type Entries = TE.TaskEither<StoreFailure, ReadonlyArray<OutboxEntry>>;

/** What was read while the batch before it was on its way, and under which lease. */
interface Ahead {
  readonly generation: number;
  readonly entries: ReturnType<Entries>;
}

/**
 * One pass of the relay of one topic: what is oldest in the outbox goes out in order, and is forgotten only when the streaming
 * platform has confirmed it. After a failure the next pass starts from the outbox again, so that nothing is lost and
 * nothing overtakes. A message that is refused for what it is goes alone in a later pass, and is parked if it is refused
 * again: it holds up its own customer on this topic, and nobody else. Passes must not overlap.
 */
export const relayBusinessTransactions = (relay: Relay): TE.TaskEither<RelayFailure, RelayPass> => {
  const { outbox, publisher, topic, lease, batchSize, onParked } = relay;
  const suspects = new Set<string>();
  let ahead: Ahead | null = null;
  let lastWentWell = true;

  /** What comes next: what was read ahead, if it was under the same lease; without a shard nothing, and nothing is read. */
  const next = ({ shards, generation }: Lease): Entries => {
    const known = ahead;
    ahead = null;
    if (shards.length === 0) return TE.right([]);
    return known?.generation === generation ? () => known.entries : outbox.pending(shards, topic, batchSize);
  };

  /** While a full batch is on its way the next one is read: from the beginning, since what commits late has a low position. */
  const readBehind = ({ shards, generation }: Lease, run: ReadonlyArray<OutboxEntry>): Ahead | null =>
    run.length === batchSize && lastWentWell
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
    TE.bind('held', () => lease),
    TE.bind('entries', ({ held }) => next(held)),
    TE.flatMap(({ held, entries }) => {
      // Nothing waits any more: whatever was suspected has gone out, is parked, or was discarded.
      if (held.shards.length > 0 && entries.length === 0) suspects.clear();
      const behind = entries.filter(({ behindParked }) => behindParked);
      const free = entries.filter(({ behindParked }) => !behindParked);
      const run = nextRun(free, suspects);
      const following = readBehind(held, run);
      lastWentWell = false;
      return pipe(
        behind.length === 0 ? TE.right(undefined) : outbox.park(topic, positionsOf(behind), null),
        TE.flatMap(() => send(run)),
        TE.map((published) => {
          // Only behind a batch that has gone out whole is it what comes next.
          lastWentWell = published === run.length;
          ahead = lastWentWell ? following : null;
          return { published, more: entries.length === batchSize || run.length < free.length };
        }),
      );
    }),
  );
};

/** What can go out together: all before the first suspect; a suspect goes alone. */
const nextRun = (entries: ReadonlyArray<OutboxEntry>, suspects: ReadonlySet<string>): ReadonlyArray<OutboxEntry> => {
  const first = suspects.size === 0 ? -1 : entries.findIndex(({ message }) => suspects.has(nameOf(message)));
  return first < 0 ? entries : entries.slice(0, Math.max(first, 1));
};

const positionsOf = (entries: ReadonlyArray<OutboxEntry>): ReadonlyArray<string> =>
  entries.map(({ position }) => position);

const nameOf = ({ topic, transactionId }: MessageName): string => `${topic} ${transactionId}`;
