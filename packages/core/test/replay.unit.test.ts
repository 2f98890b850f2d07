import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type BusinessTransactionPublisher,
  completeTopic,
  type Journal,
  type OutboundMessage,
  replay,
  toTopics,
  updateCustomerCustomName,
  updateCustomerSegment,
  perform,
} from '../src/index.js';
import {
  allPending,
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  inMemoryStreaming,
  numberedIds,
  type Reception,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

const further = 'casm.customer-segment';
const topicsFor = toTopics(completeTopic, [{ topic: further, operations: ['updateCustomerSegment'] }]);
const now = (): Date => new Date();
const everything = { from: null, to: null, refId: null };

/** Makes two customers of two versions each, published and journaled. */
const aPast = async (given: { readonly clock?: () => string } = {}) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue, ...given });
  const writes = { ...writesTo(store.customers, numberedIds('replay')), topicsFor };
  for (const { refId } of [await anActiveCustomer(writes), await anActiveCustomer(writes)])
    await succeeds(
      perform(writes)(updateCustomerSegment)(
        { requestId: writes.newId(), customer: { refId }, customerSegment: 'SOHO' },
        context(),
      ),
    );
  const entries = [...(await allPending(store, completeTopic)), ...(await allPending(store, further))];
  const published = async (): Promise<void> => {
    for (const { message, position } of entries) await succeeds(store.outbox.remove(message.topic, [position]));
  };
  return { ...store, writes, entries, published };
};

const replayed = (journal: Journal, publisher: BusinessTransactionPublisher, topic: string) =>
  replay({ journal, publisher, completeTopic, topicsFor, onProgress: () => undefined, now }, { topic, ...everything });

/** Returns the journal with bodies of a newer, unknown release. */
const ofANewerRelease = (journal: Journal): Journal => ({
  ...journal,
  read: (selection, take) =>
    journal.read(selection, ({ messages, total }) =>
      take({ messages: messages.map((message) => ({ ...message, body: '{}' })), total }),
    ),
});

test('a further topic gets the transactions that its rule selects, in order of version', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { stored, publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(journal, publisher, further)), 2);
  t.deepEqual(
    stored(further).map(({ version }) => version),
    [2, 2],
  );
});

test('messages in the outbox are left to the relay', async (t) => {
  const { journal } = await aPast();
  const { stored, publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(journal, publisher, completeTopic)), 0);
  t.deepEqual(stored(completeTopic), []);
});

test('the complete topic gets every version, also those of newer releases', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(ofANewerRelease(journal), publisher, completeTopic)), 4);
});

test('a transaction that cannot be decoded fails the replay to a further topic', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { stored, publisher } = inMemoryStreaming();
  const outcome = await replayed(ofANewerRelease(journal), publisher, further)();
  t.regex(JSON.stringify(E.isLeft(outcome) ? outcome.left : null), /StoreMisconfigured.*version 1 of customer/);
  t.deepEqual(stored(further), []);
});

test('a discarded message is not replayed to its topic', async (t) => {
  const { journal, entries, outbox, parked } = await aPast();
  const [culprit, ...others] = entries.filter(({ message }) => message.topic === completeTopic);
  if (culprit === undefined) return t.fail();
  await succeeds(outbox.park(completeTopic, [culprit.position], 'too large'));
  const { refId, version, topic } = culprit.message;
  await succeeds(parked.discard({ refId, version, topic }));
  for (const { message, position } of others) await succeeds(outbox.remove(message.topic, [position]));
  const { publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(journal, publisher, completeTopic)), 3);
});

test('a platform that does not confirm ends the replay with its failure', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { publisher } = inMemoryStreaming({ receives: () => 'lost' });
  t.deepEqual(
    await pipe(
      replayed(journal, publisher, completeTopic),
      TE.mapLeft((failure) => failure._tag),
    )(),
    E.left('PublicationFailed'),
  );
});

const versionsOn = (stored: ReadonlyArray<OutboundMessage>): Readonly<Record<string, ReadonlyArray<number>>> =>
  Object.fromEntries(
    [...new Set(stored.map(({ refId }) => refId))].map((key) => [
      key,
      stored.filter(({ refId }) => refId === key).map(({ version }) => version),
    ]),
  );

/** A clock that advances by one day with each call. */
const daily = () => {
  let day = 0;
  return () => new Date(Date.UTC(2026, 0, (day += 1))).toISOString();
};

test('the replay of a range ends with the newest version of each customer in it, and of no other', async (t) => {
  const { journal, published, entries } = await aPast({ clock: daily() });
  await published();
  const [first, second] = entries
    .filter(({ message }) => message.topic === completeTopic)
    .map(({ message }) => message);
  if (first === undefined || second === undefined) return t.fail();
  t.true(first.refId !== second.refId, 'the first two are creations');
  const { stored, publisher } = inMemoryStreaming();
  const deps = { journal, publisher, completeTopic, topicsFor, onProgress: () => undefined, now };
  t.is(await succeeds(replay(deps, { topic: completeTopic, ...everything, to: second.occurredAt })), 2);
  t.deepEqual(versionsOn(stored(completeTopic)), { [first.refId]: [1, 2] });
});

test('on a further topic, the replay of a range ends with the newest version that its rule selects', async (t) => {
  const past = await aPast({ clock: daily() });
  const { journal, published, entries, writes, outbox } = past;
  const moved = entries.map(({ message }) => message).filter(({ topic }) => topic === further);
  const [refId = ''] = moved.map((message) => message.refId);
  await succeeds(
    perform(writes)(updateCustomerCustomName)(
      { requestId: 'named', customer: { refId }, customName: 'Zoë' },
      context(),
    ),
  );
  for (const { message, position } of await allPending(past, completeTopic))
    await succeeds(outbox.remove(message.topic, [position]));
  await published();
  const { stored, publisher } = inMemoryStreaming();
  const deps = { journal, publisher, completeTopic, topicsFor, onProgress: () => undefined, now };
  t.is(await succeeds(replay(deps, { topic: further, ...everything, refId })), 1);
  t.deepEqual(versionsOn(stored(further)), { [refId]: [2] });
});

test('versions that the relay publishes during a replay are published again after it', async (t) => {
  const past = await aPast();
  const { journal, published, entries, writes, outbox } = past;
  await published();
  const [refId = ''] = entries.map(({ message }) => message.refId);
  let relayed = false;
  const { stored, publisher } = inMemoryStreaming({
    receives: async (): Promise<Reception> => {
      if (relayed) return 'taken';
      relayed = true;
      await succeeds(
        perform(writes)(updateCustomerSegment)(
          { requestId: 'meanwhile', customer: { refId }, customerSegment: 'RESIDENTIAL' },
          context(),
        ),
      );
      const pending = await allPending(past, completeTopic);
      await succeeds(publisher.publish(pending.map(({ message }) => message)));
      await succeeds(
        outbox.remove(
          completeTopic,
          pending.map(({ position }) => position),
        ),
      );
      return 'taken';
    },
  });
  await succeeds(replayed(journal, publisher, completeTopic));
  t.deepEqual(versionsOn(stored(completeTopic))[refId], [3, 1, 2, 3]);
});

test('a replay ends even if a customer changes at each read of the journal, and the last record is the newest version', async (t) => {
  const past = await aPast();
  const { journal, published, entries, writes, outbox } = past;
  await published();
  const [refId = ''] = entries.map(({ message }) => message.refId);
  const { stored, publisher } = inMemoryStreaming();
  let reads = 0;
  const changed = async (): Promise<void> => {
    reads += 1;
    if (reads > 20) throw new Error('the replay does not end');
    await succeeds(
      perform(writes)(updateCustomerSegment)(
        { requestId: `read ${reads}`, customer: { refId }, customerSegment: reads % 2 === 0 ? 'SOHO' : 'RESIDENTIAL' },
        context(),
      ),
    );
    for (const { message, position } of await allPending(past, completeTopic)) {
      await succeeds(publisher.publish([message]));
      await succeeds(outbox.remove(completeTopic, [position]));
    }
  };
  const busy: Journal = {
    ...journal,
    read: (selection, take) => async () => {
      await changed();
      return journal.read(selection, take)();
    },
  };
  await succeeds(replayed(busy, publisher, completeTopic));
  t.is(versionsOn(stored(completeTopic))[refId]?.at(-1), 2 + reads);
});

test('a replayed message has the start of its replay', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { stored, publisher } = inMemoryStreaming();
  const before = new Date().toISOString();
  await succeeds(replayed(journal, publisher, completeTopic));
  t.is(stored(completeTopic).length, 4);
  t.true(stored(completeTopic).every(({ replayedAt }) => replayedAt !== null && replayedAt >= before));
});
