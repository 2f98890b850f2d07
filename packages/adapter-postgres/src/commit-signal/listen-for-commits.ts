import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { addressesOf, untilDone } from '../connection.js';
import { primaryOf } from '../own-pool.js';
import type { DatabaseUrl } from '../postgres-connection.js';
import { channelOf } from './channel.js';

/** The options of `listenForCommits`. */
export interface CommitListenerOptions extends Pick<DatabaseUrl, 'url' | 'schema'> {
  /** Called for each announcement, and after each connect: commits may have been missed before it. Must not throw. */
  readonly onCommit: () => void;
  /** Called with the reason whenever the connection cannot be made or breaks. Must not throw. */
  readonly onTrouble?: (reason: string) => void;
}

/** A running listener. It reconnects by itself until it is stopped. */
export interface CommitListener {
  /** Resolves when the connection is closed. */
  readonly stop: () => Promise<void>;
}

const retryMs = 1000;

/**
 * Listens on a dedicated connection for commits that stores with `announceCommits` announce, and reconnects when the
 * connection breaks. Announcements are hints: they are lost while the connection is down, and never arrive behind a
 * pooler in transaction mode. The caller must also poll.
 */
export const listenForCommits = ({
  url,
  schema,
  onCommit,
  onTrouble = () => undefined,
}: CommitListenerOptions): CommitListener => {
  const stopping = new AbortController();

  const listenOnce = async (): Promise<void> => {
    const address = await primaryOf(addressesOf(url), untilDone.client);
    const client = new pg.Client({ ...untilDone.client, connectionString: address, application_name: 'casm-listener' });
    const closed = new Promise<void>((resolve, reject) => {
      client.once('error', reject).once('end', resolve);
    });
    // Awaited below; a connection that fails before that is reported by `connect`.
    closed.catch(() => undefined);
    client.on('notification', onCommit);
    const end = (): void => void client.end();
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channelOf(schema))}`);
      onCommit();
      stopping.signal.addEventListener('abort', end, { once: true });
      if (stopping.signal.aborted) end();
      await closed;
    } finally {
      stopping.signal.removeEventListener('abort', end);
      await client.end();
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await listenOnce();
      } catch (error) {
        onTrouble(String(error));
      }
      await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();

  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
