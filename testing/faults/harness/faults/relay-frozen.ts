import pg from 'pg';
import { until } from '../until.js';
import type { Fault } from './fault.js';

const holders = `
select coalesce(array_agg(distinct holder) filter (where leased_until > clock_timestamp()), '{}') as holders,
  count(*) filter (where leased_until <= clock_timestamp())::integer as free
from casm.outbox_shard`;

/** A relay is suspended during its work until another has taken over its lease, and resumes as if it still held it. */
export const relayFrozen: Fault = {
  name: 'relay frozen past its lease',
  inject: async ({ engines, fleet }) => {
    const [frozen, heir] = fleet.of('relay');
    if (frozen === undefined || heir === undefined) throw new Error('there are not two relays');
    const client = new pg.Client({ connectionString: engines.postgres.url });
    await client.connect();
    const soleHolder = async (): Promise<string | null> => {
      const { rows } = await client.query<{ holders: ReadonlyArray<string>; free: number }>(holders);
      return rows[0]?.free === 0 && rows[0].holders.length === 1 ? (rows[0].holders[0] ?? null) : null;
    };
    try {
      await heir.stop();
      await until('one relay publishes everything', 60_000, async () => (await soleHolder()) !== null);
      const before = await soleHolder();
      heir.start();
      await until('the other one waits', 60_000, () => heir.isReady());
      frozen.send('SIGSTOP');
      await until('the other one takes over', 60_000, async () => {
        const now = await soleHolder();
        return now !== null && now !== before;
      });
    } finally {
      await client.end();
    }
  },
  undo: async ({ fleet }) => {
    for (const one of fleet.of('relay')) {
      if (!one.isRunning()) one.start();
      one.send('SIGCONT');
    }
  },
};
