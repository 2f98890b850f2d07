import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { OutboundMessage, Outbox } from '../ports/outbox.js';

const onlyShard = 0;

export interface InMemoryOutbox {
  readonly outbox: Outbox;
  readonly add: (message: OutboundMessage) => void;
  readonly holds: (message: OutboundMessage) => boolean;
}

export const inMemoryOutbox = (now: () => number = Date.now): InMemoryOutbox => {
  const entries = new Map<string, OutboundMessage>();
  let drawn = 0;
  let lease: { readonly holder: string; readonly until: number } | null = null;
  return {
    add: (message) => {
      drawn += 1;
      entries.set(String(drawn), message);
    },
    holds: (message) => [...entries.values()].includes(message),
    outbox: {
      lease: (holder, ttl) => async () => {
        if (lease !== null && lease.holder !== holder && lease.until > now()) return E.right([]);
        lease = { holder, until: now() + ttl };
        return E.right([onlyShard]);
      },
      release: (holder) =>
        TE.fromIO(() => {
          if (lease?.holder === holder) lease = null;
        }),
      pending: (shards, limit) => async () =>
        E.right(
          shards.includes(onlyShard)
            ? [...entries].slice(0, limit).map(([position, message]) => ({ position, message }))
            : [],
        ),
      remove: (positions) =>
        TE.fromIO(() => {
          positions.forEach((position) => entries.delete(position));
        }),
      size: (limit) => TE.fromIO(() => Math.min(entries.size, limit)),
    },
  };
};
