import { readFile } from 'node:fs/promises';
import { inProcessBroker } from '@casm/adapter-kafka';
import { testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { startCasm } from '../whole-flow/whole-flow.js';

const { url } = await testDatabase();

test('a change made in process is in the warehouse a moment later, and everything stops', async (t) => {
  const broker = await inProcessBroker();
  t.teardown(broker.close);
  const warnings: Array<string> = [];
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const { casm, reports, stop } = await startCasm(url, broker.brokers, log);
  const call = { client: 'my-service' };
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
  const customer = { externalId: 'CRM-1' };
  t.is(
    (await casm.createCustomer({ requestId: 'r-1', ...customer, customerSegment: 'RESIDENTIAL', state }, call)).outcome,
    'changed',
  );
  t.is(
    (await casm.updateCustomerSegment({ requestId: 'r-2', customer, customerSegment: 'SOHO' }, call)).outcome,
    'changed',
  );
  const population = async (): Promise<ReadonlyArray<string>> => {
    const segments = await reports.segments();
    return E.isRight(segments)
      ? segments.right.map(({ customerSegment, customers }) => `${customerSegment} ${customers}`)
      : [segments.left.detail];
  };
  await waitUntil(async () => (await population()).join() === 'SOHO 1', {
    deadlineMs: 30_000,
    describe: () => 'the warehouse counts CRM-1 in SOHO',
  });
  await stop();
  t.deepEqual(warnings, []);
});

test('the how-to shows the example as it is', async (t) => {
  const page = await readFile(new URL('../../docs/how-to/run-all-of-it-in-your-process.md', import.meta.url), 'utf8');
  const shown = /^```ts examples\/whole-flow\/whole-flow\.ts\n([\s\S]*?)^```$/m.exec(page)?.[1];
  t.is(shown, await readFile(new URL('../whole-flow/whole-flow.ts', import.meta.url), 'utf8'));
});
