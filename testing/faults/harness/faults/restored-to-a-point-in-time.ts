import type pg from 'pg';
import { breach } from '../../src/violation.js';
import { takeBackup } from '../backup.js';
import { allReady } from '../casm-process.js';
import { connected } from '../collect-evidence.js';
import { cluster } from '../fleet.js';
import { topicEnds } from '../kafka-client.js';
import { completeTopic } from '../topic.js';
import { until } from '../until.js';
import type { Fault, Surroundings } from './fault.js';

/** How many changes are answered between backup and restore, and again between restore and reconciliation. */
const changes = 300;

const answered = ({ log }: Surroundings): Promise<unknown> => {
  const before = log.acknowledged();
  return until(`${changes} changes are answered`, 60_000, () => log.acknowledged() >= before + changes);
};

const positions = `
select partition, next_offset::integer as next from casm_dwh.subscription_position where cluster = $1 and topic = $2`;

/** Waits until the warehouse has read the topic to its end. No relay runs. */
const readToTheEnd = async (client: pg.Client, brokers: string): Promise<void> => {
  const ends = await topicEnds(brokers, completeTopic);
  await until('the warehouse has read the topic to its end', 60_000, async () => {
    const { rows } = await client.query<{ partition: number; next: number | null }>(positions, [
      cluster,
      completeTopic,
    ]);
    const read = new Map(rows.map(({ partition, next }) => [partition, next ?? 0]));
    return [...ends].every(([partition, end]) => (read.get(partition) ?? 0) >= end);
  });
};

const agreed = /: 0 were missing, 0 different, 0 not in the journal/;

/**
 * The operational database goes back to an earlier state, and the topic and the warehouse are ahead of it. The recovery follows
 * docs/how-to/restore-to-a-point-in-time.md. The load goes on, and callers repeat undone requests.
 */
export const restoredToAPointInTime: Fault = {
  name: 'restored to a point in time',
  inject: async (around) => {
    const { engines, fleet, log, past } = around;
    await connected(engines.postgres.url, async (client) => {
      const backup = await takeBackup(client);
      await answered(around);
      await Promise.all([...fleet.of('serve'), ...fleet.of('relay')].map((one) => one.stop()));
      await readToTheEnd(client, engines.kafka.brokers);
      const undone = await backup.journaledSince();
      past.undone.push(undone);
      log.takenBack(await backup.answeredSince());
      await backup.restore();
      await backup.discard();
      if (undone.length === 0) throw new Error('the restore took nothing back');
    });
  },
  undo: async (around) => {
    const { fleet, broken } = around;
    for (const one of fleet.all) if (!one.isRunning()) one.start();
    await allReady(fleet.all, 120_000);
    await answered(around);
    await fleet.operate('dwh', 'reconcile');
    const second = await fleet.operate('dwh', 'reconcile');
    if (!agreed.test(second))
      broken(breach('G5', 'other')(`after a restore the second reconciliation found: ${second}`, Date.now()));
  },
};
