import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@casm/test-engines';
import { withCpuShares } from '../cpu.js';
import { freshness } from '../database.js';
import { pacedLoad } from '../paced-load.js';
import { token } from '../processes.js';
import type { Ratio, Report, Scenario } from '../scenario.js';

/** Seldom enough that each finds a relay and a warehouse that have found nothing for some time. */
const perSecond = 1;
const changes = 100;
const idleSeconds = 10;

/** How long a change takes to the warehouse when nothing else happens, and what serve, relay and dwh cost while they wait. */
export const loneChange: Scenario = {
  name: 'lone-change',
  run: async (stage): Promise<Report> => {
    const { database, customers } = stage;
    await stage.start('relay');
    await stage.start('dwh');
    const serve = await stage.start('serve');
    const load = { urls: [serve.url], token, connections: 1, customers };
    // A change that comes through shows that all three work; what others have left in the outbox is out of the way then.
    await pacedLoad({ ...load, rate: 10, seconds: 3 });
    const warm = await database.query('select now()::text');
    await waitUntil(
      async () => {
        await pacedLoad({ ...load, rate: 2, seconds: 1 });
        return (await freshness(database, warm)).p50 > 0;
      },
      { deadlineMs: 60_000, describe: 'a change comes to the warehouse' },
    );
    const { cores } = await withCpuShares(() => pause(idleSeconds * 1000));
    const began = await database.query('select now()::text');
    const answered = await pacedLoad({ ...load, rate: perSecond, seconds: changes / perSecond });
    await pause(1000);
    const { p50, p99 } = await freshness(database, began);
    const idle = ['CASM serve', 'CASM relay', 'CASM dwh'].map((part): Ratio => ({
      name: `${part}, idle, of a core`,
      value: (cores.get(part) ?? 0) * 100,
      unit: '%',
      goal: { atMost: 1 },
    }));
    return {
      title: 'A lone change: serve, relay and dwh as separate processes, one change a second',
      figures: [
        { name: 'answered, p50', value: answered.p50, unit: 'ms' },
        { name: 'answered, p99', value: answered.p99, unit: 'ms' },
      ],
      ratios: [
        { name: 'change to warehouse, p50', value: p50, unit: 'ms', goal: { atMost: 25 } },
        { name: 'change to warehouse, p99', value: p99, unit: 'ms', goal: { atMost: 60 } },
        ...idle,
      ],
      notes: [`${changes} changes; ${database.durability}; processor over ${idleSeconds} s; everything on one machine`],
    };
  },
};
