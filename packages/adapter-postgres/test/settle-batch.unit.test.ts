import test, { type ExecutionContext } from 'ava';
import { BatchFailure, type RunBatch } from '../src/write-path/batch.js';
import type { PendingChange } from '../src/write-path/pending-change.js';
import { batchSettler } from '../src/write-path/settle-batch.js';
import { aPending } from './pending.js';

const conflict = Object.assign(new Error('a key is there already'), { code: '23505' });
const idOf = ({ request }: PendingChange): string => request.key.requestId;

/** Runs batches that conflict while `isInConflict` returns true, and records each. */
const conflicts = (isInConflict: (ids: ReadonlyArray<string>) => boolean) => {
  const runs: Array<string> = [];
  const run: RunBatch = async (batch) => {
    const ids = batch.map(idOf);
    runs.push(ids.join(' '));
    if (isInConflict(ids)) throw new BatchFailure('commit', null, conflict);
    return { plan: { chains: [], answers: [] }, outcomeOf: () => 'written' };
  };
  return { settle: batchSettler(run, { committed: () => undefined, failed: () => undefined }), runs };
};

const batchOf = (t: ExecutionContext, ...ids: ReadonlyArray<string>): ReadonlyArray<PendingChange> => {
  const batch = ids.map((requestId) => aPending({ requestId, hear: () => undefined }));
  t.teardown(() => batch.forEach(({ caller }) => caller.fail(new Error('the test is over'))));
  return batch;
};

test('a conflicting change is isolated and retried, and the changes before it are settled', async (t) => {
  const { settle, runs } = conflicts((ids) => ids.includes('c'));
  const { retries } = await settle(batchOf(t, 'a', 'b', 'c'));
  t.deepEqual(runs, ['a b c', 'a b', 'c']);
  t.deepEqual(retries.map(idOf), ['c']);
});

test('changes behind a retried change are retried after it', async (t) => {
  const { settle, runs } = conflicts((ids) => ids.includes('a'));
  const { retries } = await settle(batchOf(t, 'a', 'b', 'c', 'd'));
  t.deepEqual(runs, ['a b c d', 'a b', 'a']);
  t.deepEqual(retries.map(idOf), ['a', 'b', 'c', 'd']);
});

test('an answered change is not retried', async (t) => {
  const { settle, runs } = conflicts((ids) => ids.includes('a') && ids.length > 1);
  const batch = batchOf(t, 'a', 'b');
  const settled = settle(batch);
  batch[0]?.caller.fail(new Error('the caller has gone'));
  await settled;
  t.deepEqual(runs, ['a b', 'b']);
});
