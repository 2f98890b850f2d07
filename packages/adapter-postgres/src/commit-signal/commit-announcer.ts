import type { Pool } from '../connection-pool.js';
import { channelOf } from './channel.js';

export interface CommitAnnouncer {
  /** Announces a commit. Returns immediately; never throws. */
  readonly announce: () => void;
  /** Resolves when nothing is in flight. Later calls of `announce` have no effect. */
  readonly close: () => Promise<void>;
}

/**
 * A busy relay finds new messages by itself, so announcements matter only after a pause. The interval limits them to 20 a second
 * under load.
 */
const shortestIntervalMs = 50;

/**
 * Announces commits to relays in other processes by NOTIFY, in a transaction of its own after the commit. Inside the write
 * transaction NOTIFY would hold a lock on the whole database until the commit is flushed, and serialize all writers. The first
 * commit after a pause is announced immediately, later ones together.
 */
export const commitAnnouncer = (pool: Pick<Pool, 'query'>, schema: string): CommitAnnouncer => {
  let sending: Promise<void> | null = null;
  let interval: NodeJS.Timeout | null = null;
  let isPending = false;
  let isClosed = false;

  const send = (): void => {
    isPending = false;
    interval = setTimeout(endInterval, shortestIntervalMs).unref();
    sending = pool.query("select pg_notify($1, '')", [channelOf(schema)]).then(sent, sent);
  };
  // A failed announcement costs time only: the relay polls the outbox, and the next commit is announced again.
  const sent = (): void => {
    sending = null;
    sendNext();
  };
  const endInterval = (): void => {
    interval = null;
    sendNext();
  };
  const sendNext = (): void => {
    if (isPending && sending === null && interval === null) send();
  };

  return {
    announce: () => {
      if (isClosed) return;
      isPending = true;
      sendNext();
    },
    close: async () => {
      isClosed = true;
      isPending = false;
      if (interval !== null) clearTimeout(interval);
      await sending;
    },
  };
};
