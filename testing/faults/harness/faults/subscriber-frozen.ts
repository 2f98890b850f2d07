import pg from 'pg';
import { breach } from '../../src/violation.js';
import { lasting, until } from '../until.js';
import type { Fault } from './fault.js';
import { readSetBacks, watchPositions } from './watched-positions.js';

/* The lock of a warehouse repair: a subscriber then waits with a batch in progress, before it checks its claims. */
const lockOfRepair = `select pg_advisory_xact_lock(hashtextextended('casm warehouse casm_dwh', 0))`;

const waitingForLock = `select count(*)::integer as waiting from pg_locks where locktype = 'advisory' and not granted`;

const positions = `
select coalesce(array_agg(distinct subscriber), '{}') as subscribers, sum(next_offset)::float8 as read
from casm_dwh.subscription_position`;

/** In milliseconds. A resumed subscriber writes its batch within this time, or never. */
const writesWithinMs = 2000;

interface Positions {
  readonly subscribers: ReadonlyArray<string>;
  readonly read: number;
}

const connected = async <A>(url: string, run: (client: pg.Client) => Promise<A>): Promise<A> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
};

const positionsNow = async (client: pg.Client): Promise<Positions> => {
  const { rows } = await client.query<Positions>(positions);
  return rows[0] ?? { subscribers: [], read: 0 };
};

/**
 * A subscriber is suspended during a batch until another has claimed its partitions and read on, and resumes as if it
 * still held the claims. Nothing of its batch may be written.
 */
export const subscriberFrozen: Fault = {
  name: 'subscriber frozen past its session',
  inject: async ({ engines, fleet, broken }) => {
    const [frozen, heir] = fleet.of('dwh');
    if (frozen === undefined || heir === undefined) throw new Error('there are not two subscribers');
    await connected(engines.postgres.url, async (client) => {
      await watchPositions(client);
      await heir.stop();
      await until('one subscriber reads everything', 60_000, async () => {
        const { subscribers } = await positionsNow(client);
        return subscribers.length === 1;
      });
      const before = await positionsNow(client);
      await connected(engines.postgres.url, async (repair) => {
        await repair.query('begin');
        await repair.query(lockOfRepair);
        await until('it has a batch in hand', 8000, async () => {
          const { rows } = await client.query<{ waiting: number }>(waitingForLock);
          return (rows[0]?.waiting ?? 0) > 0;
        });
        frozen.send('SIGSTOP');
        await repair.query('commit');
      });
      heir.start();
      await until('the other one has claimed everything', 40_000, async () => {
        const { subscribers } = await positionsNow(client);
        return subscribers.length === 1 && subscribers[0] !== before.subscribers[0];
      });
      const claimed = await positionsNow(client);
      await until('the other one has read on', 60_000, async () => (await positionsNow(client)).read > claimed.read);
      frozen.send('SIGCONT');
      await lasting(writesWithinMs);
      for (const { partition, was, became } of await readSetBacks(client)) {
        broken(
          breach('G5', 'other')(
            `who had lost partition ${partition} wrote all the same: its position went from ${was} to ${became}`,
            Date.now(),
          ),
        );
      }
    });
  },
  undo: async ({ fleet }) => {
    for (const one of fleet.of('dwh')) {
      if (!one.isRunning()) one.start();
      one.send('SIGCONT');
    }
  },
};
