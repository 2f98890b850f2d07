import {
  type CampaignWork,
  mergedTally,
  placeCampaign,
  standingAfter,
  storeUnavailable,
  type WorkedChunk,
} from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { startCampaigns } from '../src/start-campaigns.js';
import { recordedLog } from './recorded-log.js';

const aCampaign = async (customers: number) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deciding = writesTo(store.customers, numberedIds('id'));
  for (let made = 0; made < customers; made += 1) await anActiveCustomer(deciding);
  const place = placeCampaign({ ...store, newId: deciding.newId, now: () => new Date().toISOString() });
  const order = { requestId: 'R', name: 'spring', customerSegment: 'SOHO', customers: { state: 'ACTIVE' } };
  const {
    campaign: { campaignId },
  } = await succeeds(place(order, 'marketing', null));
  await succeeds(store.campaigns.move(campaignId, standingAfter('RUNNING', { skipValidation: true })));
  const state = async () => O.toNullable(await succeeds(store.campaigns.find(campaignId)))?.state;
  const isCompleted = () =>
    waitUntil(async () => (await state()) === 'COMPLETED', {
      describe: 'the campaign is completed',
      deadlineMs: 10_000,
    });
  return { store, deciding, state, isCompleted };
};

test('a running campaign is completed despite a failure of the store', async (t) => {
  const { store, deciding, isCompleted } = await aCampaign(250);
  let calls = 0;
  const failingOnce: CampaignWork = {
    work: (...asked) =>
      (calls += 1) === 2 ? TE.left(storeUnavailable('the server shuts down')) : store.campaignWork.work(...asked),
  };
  const { log, lines } = recordedLog();
  const chunks: Array<WorkedChunk> = [];
  const service = startCampaigns({
    store: { campaignWork: failingOnce },
    deciding,
    ceiling: { isNearlyFull: () => false },
    workers: 2,
    log,
    onWorked: (chunk) => void chunks.push(chunk),
  });
  t.teardown(service.stop);
  await isCompleted();
  t.deepEqual(lines, ['warn campaigns cannot be worked on {"error":"Error: the server shuts down"}']);
  t.deepEqual(
    mergedTally(chunks.flatMap(({ outcomes }) => outcomes)),
    [{ customerSegment: 'RESIDENTIAL', outcome: 'CHANGED', problem: null, rows: 250 }],
    'what was worked on is told',
  );
});

test('no chunk is processed while the outbox is nearly full', async (t) => {
  const { store, deciding, state, isCompleted } = await aCampaign(10);
  let [full, asked] = [true, 0];
  const service = startCampaigns({
    store,
    deciding,
    ceiling: {
      isNearlyFull: () => {
        asked += 1;
        return full;
      },
    },
    log: recordedLog().log,
  });
  t.teardown(service.stop);
  await waitUntil(() => asked > 1, { describe: 'the worker has looked twice', deadlineMs: 10_000 });
  t.is(await state(), 'RUNNING');
  full = false;
  await isCompleted();
});

test('a chunk whose customers are locked is retried soon, and a stop waits for the current chunk', async (t) => {
  const { deciding } = await aCampaign(0);
  let [calls, isWorking] = [0, false];
  const service = startCampaigns({
    store: {
      campaignWork: {
        work: () => async () => {
          calls += 1;
          isWorking = true;
          await new Promise(setImmediate);
          isWorking = false;
          return { _tag: 'Right', right: { campaignId: 'k', phase: 'run', settled: 0, outcomes: [], left: 1 } };
        },
      },
    },
    deciding,
    ceiling: { isNearlyFull: () => false },
    workers: 1,
    log: recordedLog().log,
  });
  t.teardown(service.stop);
  // At the interval of an idle worker this takes 38 seconds.
  await waitUntil(() => calls >= 20, { describe: 'it was tried twenty times', deadlineMs: 30_000 });
  await service.stop();
  const stopped = calls;
  t.false(isWorking);
  await new Promise(setImmediate);
  t.is(calls, stopped);
});
