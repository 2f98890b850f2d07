import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed, StoreUnavailable } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { Outbox, Shard } from '../ports/outbox.js';

export interface Relay {
  readonly outbox: Outbox;
  readonly publisher: BusinessTransactionPublisher;
  /** Names this relay among all that run; unique for each start. */
  readonly holder: string;
  /** How long the shards stay ours without a sign of life, in milliseconds. */
  readonly leaseTtl: number;
  /** How many messages at most one pass takes. */
  readonly batchSize: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * One pass of the relay: what is oldest in the outbox goes out in order, and is forgotten only when the streaming
 * platform has confirmed it. Answers with the number published; fewer than `batchSize` means that the outbox is empty.
 * After a failure the next pass starts from the outbox again, so that nothing is lost and nothing overtakes.
 * Passes must not overlap.
 */
export const relayBusinessTransactions = ({ outbox, publisher, holder, leaseTtl, batchSize, now }: Relay) => {
  const held = keepLease(() => outbox.lease(holder, leaseTtl), leaseTtl / 3, now);
  return pipe(
    held,
    TE.flatMap((shards) => outbox.pending(shards, batchSize)),
    TE.tap((entries): TE.TaskEither<PublicationFailed, void> =>
      entries.length === 0 ? TE.right(undefined) : publisher.publish(entries.map(({ message }) => message)),
    ),
    TE.tap((entries) =>
      entries.length === 0 ? TE.right(undefined) : outbox.remove(entries.map(({ position }) => position)),
    ),
    TE.map((entries) => entries.length),
  );
};

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
