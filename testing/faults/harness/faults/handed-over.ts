import type { Kind } from '../casm-process.js';
import { connected } from '../collect-evidence.js';
import type { Fleet } from '../fleet.js';
import { until } from '../until.js';
import type { Fault } from './fault.js';

/** Longer than the lease of a relay, or the session of a group, lasts. */
const takesOverMs = 60_000;

/* Everything that is unpublished now has gone when the smallest position is a later one. */
const unpublished = 'select coalesce(max(position), 0)::text as position from casm.outbox';
const leftOf = 'select count(*)::integer as left from casm.outbox where position <= $1';

const relayed = (url: string): Promise<void> =>
  connected(url, async (client) => {
    const { rows } = await client.query<{ position: string }>(unpublished);
    await until('what is unpublished is published', takesOverMs, async () => {
      const found = await client.query<{ left: number }>(leftOf, [rows[0]?.position]);
      return found.rows[0]?.left === 0;
    });
  });

/* Versions that were committed before this moment. The load goes on, so the newest are always on their way. */
const missing = `
select count(*)::integer as left from casm.business_transaction t
where occurred_at < $1::timestamptz
  and not exists (select from casm_dwh.customer_version v where (v.ref_id, v.version) = (t.ref_id, t.version))`;

const read = (url: string): Promise<void> =>
  connected(url, async (client) => {
    const now = new Date().toISOString();
    await until('what is published is in the warehouse', takesOverMs, async () => {
      const found = await client.query<{ left: number }>(missing, [now]);
      return found.rows[0]?.left === 0;
    });
  });

const works: Readonly<Record<Exclude<Kind, 'serve'>, (url: string) => Promise<void>>> = { relay: relayed, dwh: read };

/** Of this kind, only the processes of one release run until they have done all that there is to do. */
const only = (name: string, kind: 'relay' | 'dwh', resting: Fleet): Fault => ({
  name,
  inject: async ({ engines }) => {
    await Promise.all(resting.of(kind).map((one) => one.stop()));
    for (const _ of [1, 2]) await works[kind](engines.postgres.url);
  },
  undo: async () => {
    for (const one of resting.of(kind)) one.start();
  },
});

/** The work of relays and warehouse goes from one release to the other, in both directions. */
export const handedOver = ({ before, now }: { readonly before: Fleet; readonly now: Fleet }): ReadonlyArray<Fault> => [
  only('only the release before relays', 'relay', now),
  only('only this release relays', 'relay', before),
  only('only the release before reads', 'dwh', now),
  only('only this release reads', 'dwh', before),
];
