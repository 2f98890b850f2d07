import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  completeTopic,
  type Difference,
  type Journal,
  type OutboundMessage,
  reconcileWarehouse,
  recordInWarehouse,
  storeUnavailable,
  updateCustomerSegment,
  perform,
} from '../src/index.js';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  inMemoryWarehouse,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

/** A customer of four versions, all published, of which the warehouse has received those named. */
const aWarehouseThatHas = async (...received: ReadonlyArray<number>) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(store.customers, numberedIds('repair'));
  const { refId } = await anActiveCustomer(writes);
  for (const customerSegment of ['SOHO', 'BUSINESS', 'SOHO'])
    await succeeds(
      perform(writes)(updateCustomerSegment)(
        { requestId: writes.newId(), customer: { refId }, customerSegment },
        context(),
      ),
    );
  const shards = await succeeds(store.outbox.lease('relay', 60_000));
  const entries = await succeeds(store.outbox.pending(shards, completeTopic, 10));
  await succeeds(
    store.outbox.remove(
      completeTopic,
      entries.map(({ position }) => position),
    ),
  );
  const messages = entries.map(({ message }) => message);
  const dwh = inMemoryWarehouse();
  const partition = { cluster: 'test', group: 'dwh', topic: completeTopic, partition: 0 };
  const subscriber = recordInWarehouse(dwh.warehouse, 'test');
  await succeeds(subscriber.claim([partition]));
  const deliver = (some: ReadonlyArray<OutboundMessage>) =>
    succeeds(subscriber.receive(some.map(({ version, body }) => ({ partition, offset: version, key: refId, body }))));
  await deliver(messages.filter(({ version }) => received.includes(version)));
  const reports = async () => ({
    segments: await succeeds(dwh.reports.segments),
    moves: await succeeds(dwh.reports.segmentMoves('2000-01-01', '2999-12-31')),
    missing: (await succeeds(dwh.reports.freshness)).missingVersions,
  });
  return { ...store, ...dwh, deliver, messages, refId, reports };
};

type Subject = Awaited<ReturnType<typeof aWarehouseThatHas>>;

const reconcile = ({ repair, journal }: Subject, differences: Array<Difference> = [], through: Journal = journal) =>
  reconcileWarehouse({
    journal: through,
    warehouse: repair,
    topic: completeTopic,
    before: null,
    onDifference: (difference) => differences.push(difference),
    onProgress: () => undefined,
  });

/** The same journal, page for page as `change` makes it. */
const changed = (
  journal: Journal,
  change: (messages: ReadonlyArray<OutboundMessage>) => ReadonlyArray<ReadonlyArray<OutboundMessage>>,
): Journal => ({
  read: (selection, take) =>
    journal.read(selection, ({ messages, total }) =>
      pipe(
        change(messages),
        TE.traverseSeqArray((page) => take({ messages: page, total })),
        TE.map(() => undefined),
      ),
    ),
});

test('what the warehouse lacks is named and written, and the reports are as if it had arrived', async (t) => {
  const subject = await aWarehouseThatHas(1, 4);
  const whole = await aWarehouseThatHas(1, 2, 3, 4);
  const differences: Array<Difference> = [];
  const { compared, missing, different } = await succeeds(reconcile(subject, differences));
  t.deepEqual([compared, missing, different], [4, 2, 0]);
  t.deepEqual(
    differences,
    [2, 3].map((version) => ({ kind: 'missing', refId: subject.refId, version })),
  );
  t.deepEqual(await subject.reports(), await whole.reports());
});

test('a warehouse that lacks nothing is left as it is', async (t) => {
  const subject = await aWarehouseThatHas(1, 2, 3, 4);
  t.deepEqual(await succeeds(reconcile(subject)), {
    compared: 4,
    missing: 0,
    different: 0,
    rederived: { customers: 0, population: 0, moves: 0, gaps: 0 },
  });
});

test('a version that is otherwise than in the journal is written over', async (t) => {
  const subject = await aWarehouseThatHas(1, 2, 3, 4);
  const [, second] = await succeeds(subject.repair.held([1, 2].map((version) => ({ refId: subject.refId, version }))));
  if (second === undefined) return t.fail();
  await succeeds(subject.repair.restore([{ ...second, reason: 'forged' }]));
  const differences: Array<Difference> = [];
  await succeeds(reconcile(subject, differences));
  t.deepEqual(differences, [{ kind: 'different', refId: subject.refId, version: 2 }]);
  t.deepEqual(await succeeds(subject.repair.held([{ refId: subject.refId, version: 2 }])), [second]);
});

test('a walk that fails half-way leaves reports that agree with the versions it has restored', async (t) => {
  const subject = await aWarehouseThatHas(1);
  const breaksOff: Journal = {
    read: (selection, take) =>
      pipe(
        changed(subject.journal, (messages) => [messages.slice(0, 3)]).read(selection, take),
        TE.flatMap(() => TE.left(storeUnavailable('the journal is gone'))),
      ),
  };
  t.deepEqual(await reconcile(subject, [], breaksOff)(), E.left(storeUnavailable('the journal is gone')));
  const expected = await aWarehouseThatHas(1, 2, 3);
  t.deepEqual(await subject.reports(), await expected.reports());
});

test('a version that this release cannot read is named, and nothing that was restored before it is lost', async (t) => {
  const subject = await aWarehouseThatHas(1);
  const newer = changed(subject.journal, (messages) => [
    messages.slice(0, 2),
    messages.slice(2).map((message) => ({ ...message, body: '{"of":"a newer release"}' })),
  ]);
  const outcome = await reconcile(subject, [], newer)();
  t.regex(JSON.stringify(outcome), new RegExp(`version 3 of customer ${subject.refId} in the journal`));
  const expected = await aWarehouseThatHas(1, 2);
  t.deepEqual(await subject.reports(), await expected.reports());
});
