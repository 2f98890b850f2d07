import type pg from 'pg';
import { breach } from '../../src/violation.js';
import { connected } from '../collect-evidence.js';
import { furtherTopic } from '../topic.js';
import { until } from '../until.js';
import type { Fault } from './fault.js';

const waiting = `select count(*)::integer as waiting from casm.outbox where topic = $1`;

const arrivedSince = `select count(*)::integer as arrived from casm_dwh.customer_version where valid_from > $1`;

/** In milliseconds; shorter than a lease. */
const standstill = 5000;

const count = async (client: pg.Client, sql: string, value: unknown): Promise<number> => {
  const { rows } = await client.query<Readonly<Record<string, number>>>(sql, [value]);
  return Object.values(rows[0] ?? {})[0] ?? 0;
};

/** The broker refuses records older than this, in ms: all of them, by the time they arrive. */
const refusing = { 'message.timestamp.before.max.ms': '0' };
const accepting = { 'message.timestamp.before.max.ms': '9223372036854775807' };

/**
 * Messages that wait for the further topic must not delay the complete topic, neither during the fault nor when its
 * relay stops.
 */
export const furtherTopicUnwritable: Fault = {
  name: 'a further topic cannot be written to',
  inject: async ({ engines, fleet, broken }) => {
    const [holder, heir] = fleet.of('relay');
    if (holder === undefined || heir === undefined) throw new Error('there are not two relays');
    await heir.stop();
    await engines.kafka.alterTopic(furtherTopic, refusing);
    await connected(engines.postgres.url, async (client) => {
      const mustGoOn = async (when: string): Promise<void> => {
        const since = new Date();
        const arrives = async (): Promise<boolean> => (await count(client, arrivedSince, since)) > 0;
        await until(`changes arrive in the warehouse ${when}`, standstill, arrives).catch((error: unknown) =>
          broken(breach('G3', 'other')(String(error), since.getTime())),
        );
      };
      const waits = async (): Promise<boolean> => (await count(client, waiting, furtherTopic)) > 100;
      await until('messages wait for the further topic', 60_000, waits);
      await mustGoOn('while a further one cannot be written to');
      heir.start();
      await until('the other relay waits', 60_000, () => heir.isReady());
      const goesOn = mustGoOn('while the relay stops that should publish a further one');
      const { code, signal, ms } = await holder.end('SIGTERM');
      await goesOn;
      if (code !== 0 || ms > 10_000)
        broken(breach('G9', 'other')(`${holder.name} ended with ${signal ?? code} ${Math.round(ms)} ms after SIGTERM`));
      await mustGoOn('after that');
    });
  },
  undo: async ({ engines, fleet }) => {
    for (const one of fleet.of('relay')) if (!one.isRunning()) one.start();
    await engines.kafka.alterTopic(furtherTopic, accepting);
  },
};
