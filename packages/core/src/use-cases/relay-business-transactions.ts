import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { MessageName, PublicationFailed, StoreUnavailable } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { OutboundMessage, Outbox, OutboxEntry, Shard, TopicSelection } from '../ports/outbox.js';

export interface Relay {
  readonly outbox: Outbox;
  readonly publisher: BusinessTransactionPublisher;
  /** Names this relay among all that run; unique for each start. */
  readonly holder: string;
  /** How long the shards stay ours without a sign of life, in milliseconds. */
  readonly leaseTtl: number;
  /** What it publishes. Relays of one holder may share the topics out among them: none holds up another. */
  readonly topics: TopicSelection;
  /** How many messages at most one pass takes. */
  readonly batchSize: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Told of a message that the streaming platform refuses even alone. */
  readonly onParked: (message: OutboundMessage, error: string) => void;
}

export interface RelayPass {
  readonly published: number;
  /** Whether more is known to wait. */
  readonly more: boolean;
}

type RelayFailure = StoreUnavailable | PublicationFailed;

/**
 * One pass of the relay: what is oldest in the outbox goes out in order, and is forgotten only when the streaming
 * platform has confirmed it. After a failure the next pass starts from the outbox again, so that nothing is lost and
 * nothing overtakes. A message that is refused for what it is goes alone in a later pass, and is parked if it is refused
 * again: it holds up its own customer on its own topic, and nobody else. Passes must not overlap.
 */
export const relayBusinessTransactions = (relay: Relay): TE.TaskEither<RelayFailure, RelayPass> => {
  const { outbox, publisher, holder, leaseTtl, topics, batchSize, now, onParked } = relay;
  const held = keepLease(() => outbox.lease(holder, leaseTtl), leaseTtl / 3, now);
  const suspects = new Set<string>();

  const send = (run: ReadonlyArray<OutboxEntry>): TE.TaskEither<RelayFailure, number> =>
    run.length === 0
      ? TE.right(0)
      : pipe(
          publisher.publish(run.map(({ message }) => message)),
          TE.flatMap(() => outbox.remove(run)),
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
      outbox.park([entry], error),
      TE.map(() => {
        suspects.delete(nameOf(entry.message));
        onParked(entry.message, error);
        return 0;
      }),
    );

  return pipe(
    held,
    TE.flatMap((shards) => outbox.pending(shards, topics, batchSize)),
    TE.flatMap((entries) => {
      // Nothing waits any more: whatever was suspected has gone out, is parked, or was discarded.
      if (entries.length === 0) suspects.clear();
      const behind = entries.filter(({ behindParked }) => behindParked);
      const free = entries.filter(({ behindParked }) => !behindParked);
      const run = nextRun(free, suspects);
      return pipe(
        behind.length === 0 ? TE.right(undefined) : outbox.park(behind, null),
        TE.flatMap(() => send(run)),
        TE.map((published) => ({ published, more: entries.length === batchSize || run.length < free.length })),
      );
    }),
  );
};

/** What can go out together: all before the first suspect; a suspect goes alone. */
const nextRun = (entries: ReadonlyArray<OutboxEntry>, suspects: ReadonlySet<string>): ReadonlyArray<OutboxEntry> => {
  const first = suspects.size === 0 ? -1 : entries.findIndex(({ message }) => suspects.has(nameOf(message)));
  return first < 0 ? entries : entries.slice(0, Math.max(first, 1));
};

const nameOf = ({ topic, transactionId }: MessageName): string => `${topic} ${transactionId}`;

/** Renews at most every `interval` milliseconds: a renewal writes, and passes are many. */
const keepLease = (
  renew: () => TE.TaskEither<StoreUnavailable, ReadonlyArray<Shard>>,
  interval: number,
  now: () => number,
): TE.TaskEither<StoreUnavailable, ReadonlyArray<Shard>> => {
  let kept: { readonly until: number; readonly shards: ReadonlyArray<Shard> } = {
    until: Number.NEGATIVE_INFINITY,
    shards: [],
  };
  return async () => {
    const asked = now();
    return asked < kept.until
      ? TE.right(kept.shards)()
      : pipe(
          renew(),
          TE.tapIO((shards) => () => {
            kept = { until: asked + interval, shards };
          }),
        )();
  };
};
