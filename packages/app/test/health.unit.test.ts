import { type StoreFailure, type ReadFailure, storeMisconfigured, storeUnavailable } from '@casm/core';
import { waitUntil } from '@casm/test-engines';
import type { ReplicaTrouble } from '@casm/adapter-postgres';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { healthOf, type HealthOptions } from '../src/runtime/health.js';
import { watched } from '../src/runtime/watched.js';

const idle = {
  changes: { queued: 0, inFlight: 0, oldestAgeMs: 0, refused: 0 },
  reads: { queued: 0, inFlight: 0, refused: 0 },
  pools: {},
  failing: null,
};

const failing = {
  cause: '53100',
  detail: 'could not extend file "base/1"',
  phase: 'commit',
  changes: 3,
  since: '2026-01-01T00:00:00.000Z',
} as const;

type Answer = E.Either<StoreFailure, void>;

const fine: Answer = E.right(undefined);

/** Health of a store that answers, unless a test says otherwise, with the warnings that were logged. */
const running = (
  t: ExecutionContext,
  {
    answer = fine,
    status = idle,
    replica = null,
    ...more
  }: { answer?: Answer; status?: object; replica?: HealthOptions['replica']; waits?: string; isReading?: boolean } = {},
) => {
  const warnings: Array<string> = [];
  const log = {
    info: () => undefined,
    warn: (message: string, facts = {}) => void warnings.push(`${message} ${JSON.stringify(facts)}`),
  };
  const store = { ping: async () => answer, status: () => ({ ...idle, ...status }) };
  const { waits, isReading = false } = more;
  const beside = {
    relay: { waits: () => [] },
    warehouse: { ping: async () => fine, waits: () => waits ?? null, isReading: () => isReading },
  };
  const health = healthOf({ store, replica, log, ...(waits === undefined ? {} : { beside }) });
  t.teardown(health.stop);
  return { health, warnings };
};

test('ready is who can reach the database and whose commits succeed', async (t) => {
  const { health } = running(t);
  t.false(health.readiness().ready, 'not before it is known');
  await health.known;
  t.deepEqual(health.readiness(), {
    ready: true,
    draining: false,
    postgres: true,
    changes: true,
    waits: [],
    problems: [],
  });
});

test('a database that does not answer is not ready; the log has its words, the answer has not', async (t) => {
  const answer = E.left(storeUnavailable('password of casm@10.0.0.7'));
  const { health, warnings } = running(t, { answer });
  await health.known;
  t.deepEqual(health.readiness(), {
    ready: false,
    draining: false,
    postgres: false,
    changes: true,
    waits: ['the API waits for PostgreSQL, which does not answer'],
    problems: [],
  });
  t.false(health.isUp());
  t.deepEqual(warnings, ['PostgreSQL does not answer {"cause":"StoreUnavailable: password of casm@10.0.0.7"}']);
});

test('a database that refuses this process is told as that; the log has its words, the answer has not', async (t) => {
  const detail = 'no pg_hba.conf entry for host "10.0.0.7", user "casm" (SQLSTATE 28000)';
  const { health, warnings } = running(t, { answer: E.left(storeMisconfigured(detail)) });
  await health.known;
  t.like(health.readiness(), {
    ready: false,
    waits: ['the API waits for PostgreSQL, which is not as this release needs it'],
    problems: ['the database refuses the connection or a statement: the log says why'],
  });
  t.deepEqual(warnings, [`PostgreSQL does not answer ${JSON.stringify({ cause: `StoreMisconfigured: ${detail}` })}`]);
});

test('what this release requires of a database is told in its own words', async (t) => {
  const { health } = running(t, { answer: E.left(storeMisconfigured('no schema', ['no schema'])) });
  await health.known;
  t.like(health.readiness(), {
    ready: false,
    waits: ['the API waits for PostgreSQL, which is not as this release needs it'],
    problems: ['no schema'],
  });
});

test('where commits fail it is not ready, though the database answers', async (t) => {
  const { health } = running(t, { status: { failing } });
  await health.known;
  t.deepEqual(health.readiness(), {
    ready: false,
    draining: false,
    postgres: true,
    changes: false,
    waits: ['the API waits for commits, which fail since 2026-01-01T00:00:00.000Z (53100)'],
    problems: [],
  });
});

test('a replica in trouble is told, and makes nobody not ready', async (t) => {
  const quiet = { lagMs: 0, reads: idle.reads, refused: {}, pools: {} };
  let trouble: ReplicaTrouble | null = { fault: 'behind', detail: 'replica.example is 6000 ms behind' };
  const { health } = running(t, { replica: { status: () => ({ ...quiet, trouble }) } });
  await health.known;
  t.deepEqual(health.readiness(), {
    ready: true,
    draining: false,
    postgres: true,
    changes: true,
    replica: false,
    waits: ['reading from the replica waits for its server, which is too far behind the primary'],
    problems: [],
  });
  trouble = null;
  t.like(health.readiness(), { ready: true, replica: true, waits: [] });
});

test('a process that also reads the topic is ready when it reads', async (t) => {
  const { health } = running(t, { waits: 'the warehouse waits for a broker' });
  await health.known;
  const waits = ['the warehouse waits for a broker'];
  t.like(health.readiness(), { ready: false, warehouse: false, kafka: false, waits });
});

test('a process that reads the topic and cannot store it is not ready, and Kafka is', async (t) => {
  const waits = 'the warehouse waits for its next batch to be stored (StoreUnavailable)';
  const { health } = running(t, { waits, isReading: true });
  await health.known;
  t.like(health.readiness(), { ready: false, warehouse: false, kafka: true, waits: [waits] });
});

test('who is about to stop is not ready any more', async (t) => {
  const { health } = running(t);
  await health.known;
  health.drain();
  t.like(health.readiness(), { ready: false, draining: true, postgres: true });
});

test('nobody waits for a question that is late, and what was late can be answered again', async (t) => {
  let asked = 0;
  const never = new Promise<Answer>(() => undefined);
  const late: Array<ReadFailure> = [];
  const { first, latest, stop } = watched<void>(
    () => {
      asked += 1;
      return asked === 1 ? never : Promise.resolve(fine);
    },
    { everyMs: 10, timeoutMs: 50, onFailure: (failure) => late.push(failure) },
  );
  t.teardown(stop);
  await waitUntil(() => late.length > 0, { deadlineMs: 30_000, describe: () => 'the first is late' });
  await first;
  t.deepEqual(late, [storeUnavailable('no answer within 50 ms')]);
  await waitUntil(() => E.isRight(latest()), { deadlineMs: 30_000, describe: () => 'it is answered again' });
});
