import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  completeTopic,
  type Difference,
  type Journal,
  type OutboundMessage,
  perform,
  reconcileWarehouse,
  recordInWarehouse,
  storeUnavailable,
  updateCustomerSegment,
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

/** The start of every history. Each change is one millisecond later. */
const clock = (): string => '2026-02-01T08:00:00.000Z';

/** Returns a generator whose first `after` ids are the same in every history. */
const idsThatFork = (after: number): (() => string) => {
  const [common, own] = [numberedIds('common'), numberedIds(`after-${after}`)];
  let drawn = 0;
  return () => {
    drawn += 1;
    return drawn <= after ? common() : own();
  };
};

/** The number of ids that a creation and a move generate. */
const [drawnByCreation, drawnByMove] = [3, 2];

interface History {
  readonly moves: ReadonlyArray<string>;
  /** The last version that this history shares with the others; the last one by default. */
  readonly commonUpTo?: number;
}

/** Makes a store in which one customer was created in RESIDENTIAL and moved, with all versions published. */
const storeOf = async ({ moves, commonUpTo = moves.length + 1 }: History) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue, clock });
  const writes = writesTo(store.customers, idsThatFork(drawnByCreation + drawnByMove * (commonUpTo - 1)));
  const { refId } = await anActiveCustomer(writes);
  for (const customerSegment of moves)
    await succeeds(
      perform(writes)(updateCustomerSegment)(
        { requestId: writes.newId(), customer: { refId }, customerSegment },
        context(),
      ),
    );
  const shards = await succeeds(store.leases.lease('relay', 60_000));
  const entries = await succeeds(store.outbox.pending(shards, completeTopic, 10));
  const publish = async (): Promise<void> => {
    const positions = entries.map(({ position }) => position);
    await succeeds(store.outbox.remove(completeTopic, positions));
  };
  return { ...store, messages: entries.map(({ message }) => message), refId, publish };
};

const aWarehouse = async () => {
  const dwh = inMemoryWarehouse();
  const partition = { cluster: 'test', group: 'dwh', topic: completeTopic, partition: 0 };
  const subscriber = recordInWarehouse({ warehouse: dwh.warehouse, subscriber: 'test' });
  await succeeds(subscriber.claim([partition]));
  let offset = 0;
  const deliver = (some: ReadonlyArray<OutboundMessage>) =>
    succeeds(subscriber.receive(some.map(({ refId: key, body }) => ({ partition, offset: (offset += 1), key, body }))));
  const all = async () => {
    const { versions, missingVersions, conflicts } = await succeeds(dwh.reports.freshness);
    return {
      segments: await succeeds(dwh.reports.segments),
      moves: await succeeds(dwh.reports.segmentMoves('2000-01-01', '2999-12-31')),
      freshness: { versions, missingVersions, conflicts },
      names: await succeeds(dwh.repair.names(null, 100)),
    };
  };
  return { ...dwh, deliver, all };
};

const fourVersions = { moves: ['SOHO', 'BUSINESS', 'SOHO'] };

/** Makes a customer with four published versions and a warehouse that has received the named ones. */
const aWarehouseThatHas = async (...received: ReadonlyArray<number>) => {
  const [store, dwh] = [await storeOf(fourVersions), await aWarehouse()];
  await store.publish();
  await dwh.deliver(store.messages.filter(({ version }) => received.includes(version)));
  return { ...store, ...dwh };
};

type Subject = Pick<Awaited<ReturnType<typeof aWarehouseThatHas>>, 'repair' | 'deadLetters' | 'journal'>;

const reconcile = (
  { repair, deadLetters, journal }: Subject,
  differences: Array<Difference> = [],
  through: Journal = journal,
) =>
  reconcileWarehouse({
    journal: through,
    warehouse: repair,
    deadLetters,
    topic: completeTopic,
    before: null,
    onDifference: (difference) => differences.push(difference),
    onProgress: () => undefined,
  });

/** Returns the journal with each page changed by `change`. */
const changed = (
  journal: Journal,
  change: (messages: ReadonlyArray<OutboundMessage>) => ReadonlyArray<ReadonlyArray<OutboundMessage>>,
): Journal => ({
  ...journal,
  read: (selection, take) =>
    journal.read(selection, ({ messages, total }) =>
      pipe(
        change(messages),
        TE.traverseSeqArray((page) => take({ messages: page, total })),
        TE.map(() => undefined),
      ),
    ),
});

test('missing versions are reported and written, and the reports are as if they had arrived', async (t) => {
  const subject = await aWarehouseThatHas(1, 4);
  const whole = await aWarehouseThatHas(1, 2, 3, 4);
  const differences: Array<Difference> = [];
  const { compared, missing, different } = await succeeds(reconcile(subject, differences));
  t.deepEqual([compared, missing, different], [4, 2, 0]);
  t.deepEqual(
    differences,
    [2, 3].map((version) => ({ kind: 'missing', refId: subject.refId, version })),
  );
  t.deepEqual(await subject.all(), await whole.all());
});

test('a complete warehouse is not changed', async (t) => {
  const subject = await aWarehouseThatHas(1, 2, 3, 4);
  t.deepEqual(await succeeds(reconcile(subject)), {
    compared: 4,
    missing: 0,
    different: 0,
    unknown: 0,
    settled: 0,
    rederived: { customers: 0, population: 0, moves: 0, campaigns: 0, gaps: 0 },
  });
});

test('a version that differs from the journal is replaced', async (t) => {
  const subject = await aWarehouseThatHas(1, 2, 3, 4);
  const [, second] = await succeeds(
    subject.repair.stored([1, 2].map((version) => ({ refId: subject.refId, version }))),
  );
  if (second === undefined) return t.fail();
  await succeeds(subject.repair.correct({ removed: [], restored: [{ ...second, reason: 'forged' }] }));
  const differences: Array<Difference> = [];
  await succeeds(reconcile(subject, differences));
  t.deepEqual(differences, [{ kind: 'different', refId: subject.refId, version: 2 }]);
  t.deepEqual(await succeeds(subject.repair.stored([{ refId: subject.refId, version: 2 }])), [second]);
});

test('after a walk that fails, the reports agree with the restored versions', async (t) => {
  const subject = await aWarehouseThatHas(1);
  const breaksOff: Journal = {
    ...subject.journal,
    read: (selection, take) =>
      pipe(
        changed(subject.journal, (messages) => [messages.slice(0, 3)]).read(selection, take),
        TE.flatMap(() => TE.left(storeUnavailable('the journal is gone'))),
      ),
  };
  t.deepEqual(await reconcile(subject, [], breaksOff)(), E.left(storeUnavailable('the journal is gone')));
  const expected = await aWarehouseThatHas(1, 2, 3);
  t.deepEqual(await subject.all(), await expected.all());
});

test('a version that this release cannot decode is reported, and the versions restored before it are kept', async (t) => {
  const subject = await aWarehouseThatHas(1);
  const newer = changed(subject.journal, (messages) => [
    messages.slice(0, 2),
    messages.slice(2).map((message) => ({ ...message, body: '{"of":"a newer release"}' })),
  ]);
  const outcome = await reconcile(subject, [], newer)();
  t.regex(JSON.stringify(outcome), new RegExp(`version 3 of customer ${subject.refId} in the journal`));
  const expected = await aWarehouseThatHas(1, 2);
  t.deepEqual(await subject.all(), await expected.all());
});

/** Restores the operational database from version 4 to version 2, then applies `moves`. */
const aRestore = async (...moves: ReadonlyArray<string>) => {
  const undone = await storeOf(fourVersions);
  const restored = await storeOf({ moves: ['SOHO', ...moves], commonUpTo: 2 });
  const dwh = await aWarehouse();
  await dwh.deliver(undone.messages);
  const expected = async () => {
    const fresh = await aWarehouse();
    await fresh.deliver(restored.messages);
    return fresh.all();
  };
  const differences: Array<Difference> = [];
  const reconciled = () => succeeds(reconcile({ ...dwh, journal: restored.journal }, differences));
  return { ...dwh, restored, differences, expected, reconciled };
};

test('after a restore, versions that the journal does not have are replaced by those that it has, or removed', async (t) => {
  const { restored, differences, deliver, all, reconciled, expected } = await aRestore('RESIDENTIAL');
  await restored.publish();
  await deliver(restored.messages);
  t.is((await all()).freshness.conflicts, 1, 'version 3 came twice, from two histories');
  t.like(await reconciled(), { compared: 3, missing: 0, different: 1, unknown: 1, settled: 1 });
  t.deepEqual(
    differences.map(({ kind, version }) => [kind, version]),
    [
      ['different', 3],
      ['unknown', 4],
    ],
  );
  t.deepEqual(await all(), await expected());
  t.like(await reconciled(), { missing: 0, different: 0, unknown: 0, settled: 0 });
});

test('after a restore, a journal with more versions than the warehouse replaces all differing versions', async (t) => {
  const { restored, deliver, all, reconciled, expected } = await aRestore('RESIDENTIAL', 'SOHO', 'BUSINESS');
  await restored.publish();
  await deliver(restored.messages);
  t.like(await reconciled(), { compared: 5, missing: 0, different: 2, unknown: 0, settled: 2 });
  t.deepEqual(await all(), await expected());
});

test('after a restore, versions that are published after the reconciliation change nothing', async (t) => {
  const { restored, deliver, all, reconciled, expected } = await aRestore('RESIDENTIAL');
  t.like(await reconciled(), { compared: 0, different: 1, unknown: 1 });
  t.deepEqual(await all(), await expected());
  await deliver(restored.messages);
  t.deepEqual(await all(), await expected());
});

test('a customer that was created after the restore point is removed completely', async (t) => {
  const [store, dwh] = [await storeOf(fourVersions), await aWarehouse()];
  await dwh.deliver(store.messages);
  const { journal } = inMemoryStore({ catalogue: exampleCatalogue });
  t.like(await succeeds(reconcile({ ...dwh, journal })), { compared: 0, unknown: 4 });
  t.deepEqual(await dwh.all(), await (await aWarehouse()).all());
});
