import { storeUnavailable } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { outboxCeiling } from '../src/outbox-ceiling.js';
import { startUpkeep, type SweepStep } from '../src/start-upkeep.js';
import { recordedLog } from './recorded-log.js';

test('each step of the sweep of request keys is told, and one that failed is a warning', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const steps: Array<SweepStep> = [];
  const { log, lines } = recordedLog();
  const swept = [TE.right({ removed: 5, atEnd: false }), TE.right({ removed: 2, atEnd: false })];
  const upkeep = startUpkeep({
    store: { ...store, forgetRequests: () => swept.shift() ?? TE.left(storeUnavailable('the disk is full')) },
    requestIdHours: 24,
    ceiling: outboxCeiling(store.backlog, 100),
    plans: { ...writesTo(store.customers, numberedIds('plan')), directory: store.directory },
    log,
    onSwept: (step) => void steps.push(step),
  });
  t.teardown(upkeep.stop);
  await waitUntil(() => lines.length > 0, { deadlineMs: 10_000, describe: 'the third step failed' });
  t.deepEqual(
    steps.map(({ removed, atEnd }) => ({ removed, atEnd })),
    [
      { removed: 5, atEnd: false },
      { removed: 2, atEnd: false },
    ],
  );
  t.true(steps.every(({ durationMs }) => durationMs >= 0));
  t.deepEqual(lines, ['warn expired request keys cannot be removed {"error":"Error: the disk is full"}']);
});
