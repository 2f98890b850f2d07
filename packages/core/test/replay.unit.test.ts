import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type BusinessTransactionPublisher,
  completeTopic,
  type Journal,
  replay,
  toTopics,
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
  succeeds,
  writesTo,
} from '../src/testing/index.js';

const further = 'casm.customer-segment';
const topicsFor = toTopics(completeTopic, [{ topic: further, operations: ['updateCustomerSegment'] }]);
const everything = { from: null, to: null, refId: null };

/** Two customers of two versions each, published and journaled. */
const aPast = async () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
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
  return { ...store, entries, published };
};

const replayed = (journal: Journal, publisher: BusinessTransactionPublisher, topic: string) =>
  replay({ journal, publisher, completeTopic, topicsFor, onProgress: () => undefined }, { topic, ...everything });

/** The same journal with bodies of a release that nobody here knows. */
const ofANewerRelease = (journal: Journal): Journal => ({
  ...journal,
  read: (selection, take) =>
    journal.read(selection, ({ messages, total }) =>
      take({ messages: messages.map((message) => ({ ...message, body: '{}' })), total }),
    ),
});

test('a further topic gets what its rule lets through, in order of version', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { stored, publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(journal, publisher, further)), 2);
  t.deepEqual(
    stored(further).map(({ version }) => version),
    [2, 2],
  );
});

test('what is still in the outbox is left to the relay', async (t) => {
  const { journal } = await aPast();
  const { stored, publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(journal, publisher, completeTopic)), 0);
  t.deepEqual(stored(completeTopic), []);
});

test('the complete topic gets every version, whatever release wrote it', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { publisher } = inMemoryStreaming();
  t.is(await succeeds(replayed(ofANewerRelease(journal), publisher, completeTopic)), 4);
});

test('what cannot be read is not silently left out of a further topic', async (t) => {
  const { journal, published } = await aPast();
  await published();
  const { stored, publisher } = inMemoryStreaming();
  const outcome = await replayed(ofANewerRelease(journal), publisher, further)();
  t.regex(JSON.stringify(E.isLeft(outcome) ? outcome.left : null), /StoreMisconfigured.*version 1 of customer/);
  t.deepEqual(stored(further), []);
});

test('what an operator has discarded stays away from its topic', async (t) => {
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
