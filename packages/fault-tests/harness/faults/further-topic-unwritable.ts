import type pg from 'pg';
import { breach } from '../../src/violation.js';
import { connected } from '../collect-evidence.js';
import { furtherTopic } from '../topic.js';
import { lasting, until } from '../until.js';
import type { Fault } from './fault.js';

const waiting = `select count(*)::integer as waiting from casm.outbox where topic = $1`;

const arrivedSince = `select count(*)::integer as arrived from casm_dwh.customer_version where valid_from > $1`;

const count = async (client: pg.Client, sql: string, value: unknown): Promise<number> => {
  const { rows } = await client.query<Readonly<Record<string, number>>>(sql, [value]);
  return Object.values(rows[0] ?? {})[0] ?? 0;
};

/** The broker refuses what is older than that, in ms: everything, by the time it comes. */
const refusing = { 'message.timestamp.before.max.ms': '0' };
const accepting = { 'message.timestamp.before.max.ms': '9223372036854775807' };

/** What waits for it must hold up the complete topic neither meanwhile nor when a relay stops. */
export const furtherTopicUnwritable: Fault = {
  name: 'a further topic cannot be written to',
  inject: async ({ engines, fleet, random, broken }) => {
    await engines.kafka.alterTopic(furtherTopic, refusing);
    await connected(engines.postgres.url, async (client) => {
      const mustGoOn = async (when: string): Promise<void> => {
        const since = new Date();
        const deadline = performance.now() + 10_000;
        while ((await count(client, arrivedSince, since)) === 0) {
          if (performance.now() > deadline)
            return broken(breach('G3', 'other')(`the complete topic stands still ${when}`, since.getTime()));
          await lasting(100);
        }
      };
      const waits = async (): Promise<boolean> => (await count(client, waiting, furtherTopic)) > 100;
      await until('messages wait for the further topic', 60_000, waits);
      await mustGoOn('while a further one cannot be written to');
      await random.pick(fleet.of('relay')).end('SIGTERM');
      await mustGoOn('after a relay has stopped that had trouble with a further one');
    });
  },
  undo: ({ engines }) => engines.kafka.alterTopic(furtherTopic, accepting),
};
