import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { MessageName } from '../domain/failure.js';
import type { OutboxBacklog } from '../ports/outbox-backlog.js';
import type { OutboundMessage, Outbox } from '../ports/outbox.js';
import type { ParkedMessages } from '../ports/parked-messages.js';
import type { ShardLeases } from '../ports/shard-leases.js';

const onlyShard = 0;

export interface InMemoryOutbox {
  readonly outbox: Outbox;
  readonly leases: ShardLeases;
  readonly backlog: OutboxBacklog;
  readonly parked: ParkedMessages;
  readonly add: (message: OutboundMessage) => void;
  /** True if the message is unpublished, parked or not. */
  readonly holds: (message: MessageName) => boolean;
  readonly hasDiscarded: (message: MessageName) => boolean;
}

interface Parked {
  readonly message: OutboundMessage;
  readonly error: string | null;
  readonly parkedAt: string;
}

const isNamed =
  ({ transactionId, topic }: MessageName) =>
  (entry: OutboundMessage): boolean =>
    entry.transactionId === transactionId && entry.topic === topic;

const isSameCustomerAndTopic = (a: OutboundMessage, b: OutboundMessage): boolean =>
  a.refId === b.refId && a.topic === b.topic;

export const inMemoryOutbox = (now: () => number = Date.now): InMemoryOutbox => {
  let entries = new Map<string, OutboundMessage>();
  const parked = new Map<string, Parked>();
  const discarded: Array<OutboundMessage> = [];
  let drawn = 0;
  let lease: { readonly holder: string; readonly until: number } | null = null;

  const isBehindParked = (position: string, message: OutboundMessage): boolean =>
    [...parked].some(
      ([earlier, entry]) => Number(earlier) < Number(position) && isSameCustomerAndTopic(entry.message, message),
    );

  const inOrder = <A>(positions: ReadonlyMap<string, A>): Array<[string, A]> =>
    [...positions].sort(([a], [b]) => Number(a) - Number(b));

  const putBack = (belongs: (entry: Parked, position: number) => boolean): number => {
    const back = [...parked].filter(([position, entry]) => belongs(entry, Number(position)));
    for (const [position, { message }] of back) {
      parked.delete(position);
      entries.set(position, message);
    }
    entries = new Map(inOrder(entries));
    return back.length;
  };

  return {
    add: (message) => {
      drawn += 1;
      entries.set(String(drawn), message);
    },
    holds: (name) => [...entries.values(), ...[...parked.values()].map(({ message }) => message)].some(isNamed(name)),
    hasDiscarded: (name) => discarded.some(isNamed(name)),
    leases: {
      lease: (holder, ttl) => async () => {
        if (lease !== null && lease.holder !== holder && lease.until > now()) return E.right([]);
        lease = { holder, until: now() + ttl };
        return E.right([onlyShard]);
      },
      anyLeased: TE.fromIO(() => lease !== null && lease.until > now()),
      list: TE.fromIO(() => {
        const unexpired = lease !== null && lease.until > now() ? lease : null;
        const leasedUntil = unexpired === null ? null : new Date(unexpired.until).toISOString();
        return [{ shard: onlyShard, holder: unexpired?.holder ?? null, leasedUntil }];
      }),
      release: (holder) =>
        TE.fromIO(() => {
          if (lease?.holder === holder) lease = null;
        }),
    },
    outbox: {
      pending:
        (shards, topic, limit, besides = []) =>
        async () =>
          E.right(
            shards.includes(onlyShard)
              ? [...entries]
                  .filter(([position, message]) => message.topic === topic && !besides.includes(position))
                  .slice(0, limit)
                  .map(([position, message]) => ({
                    position,
                    message,
                    behindParked: isBehindParked(position, message),
                  }))
              : [],
          ),
      remove: (topic, positions) =>
        TE.fromIO(() => {
          for (const position of positions) if (entries.get(position)?.topic === topic) entries.delete(position);
        }),
      park: (topic, positions, error) =>
        TE.fromIO(() => {
          for (const position of positions) {
            const message = entries.get(position);
            if (message?.topic !== topic || (error === null && !isBehindParked(position, message))) continue;
            entries.delete(position);
            parked.set(position, { message, error, parkedAt: new Date(now()).toISOString() });
          }
        }),
    },
    backlog: {
      size: (limit) => TE.fromIO(() => Math.min(entries.size, limit)),
      oldestAt: TE.fromIO(() => [...entries.values()].map(({ occurredAt }) => occurredAt).sort()[0] ?? null),
      topics: TE.fromIO(() => [...new Set([...entries.values()].map(({ topic }) => topic))]),
      sizes: TE.fromIO(() => sizesOf([...entries.values()])),
    },
    parked: {
      list: (limit) =>
        TE.fromIO(() =>
          inOrder(parked)
            .slice(0, limit)
            .map(
              ([
                ,
                {
                  message: { refId, version, topic },
                  error,
                  parkedAt,
                },
              ]) => ({
                refId,
                version,
                topic,
                error,
                parkedAt,
              }),
            ),
        ),
      sizes: TE.fromIO(() => sizesOf([...parked.values()].map(({ message }) => message))),
      retry: ({ refId, topic }) =>
        TE.fromIO(() =>
          putBack(
            ({ message }) => (refId ?? message.refId) === message.refId && (topic ?? message.topic) === message.topic,
          ),
        ),
      discard: ({ refId, version, topic }) =>
        TE.fromIO(() => {
          const found = [...parked].find(
            ([, { message }]) => message.refId === refId && message.version === version && message.topic === topic,
          );
          if (found === undefined) return false;
          const [position, { message }] = found;
          parked.delete(position);
          discarded.push(message);
          putBack(
            (entry, later) =>
              entry.error === null && later > Number(position) && isSameCustomerAndTopic(entry.message, message),
          );
          return true;
        }),
    },
  };
};

const sizesOf = (messages: ReadonlyArray<{ readonly topic: string }>) => {
  const topics = messages.map(({ topic }) => topic);
  return [...new Set(topics)].sort().map((topic) => ({ topic, size: topics.filter((of) => of === topic).length }));
};
