import test from 'ava';
import { exampleCatalogue, inMemoryStore, type Law, LawBroken, lawsFor, storeSuite } from '../src/testing/index.js';
import { within } from '../src/testing/deadline.js';

const kept = async (): Promise<void> => undefined;

const suite: ReadonlyArray<Law<null, 'flying' | 'swimming'>> = [
  { name: 'walks', check: kept },
  { name: 'flies', requires: 'flying', check: kept },
  { name: 'swims', requires: 'swimming', check: kept },
];

test('a law applies if its capability is declared, and is reported as skipped if not', (t) => {
  const { laws, skipped } = lawsFor(suite, ['flying']);
  t.deepEqual(
    laws.map(({ name }) => name),
    ['walks', 'flies'],
  );
  t.deepEqual(skipped, [{ name: 'swims', requires: 'swimming' }]);
});

test('each law is either run or skipped', (t) => {
  for (const capabilities of [[], ['several processes'] as const]) {
    const { laws, skipped } = lawsFor(storeSuite, capabilities);
    t.is(laws.length + skipped.length, storeSuite.length);
  }
  t.is(lawsFor(storeSuite, ['several processes']).skipped.length, 0);
});

test('a law for two processes fails on a store without a second process', async (t) => {
  const forTwo = lawsFor(storeSuite, ['several processes']).laws.filter(({ requires }) => requires !== undefined);
  t.true(forTwo.length > 5);
  for (const { name, check } of forTwo)
    await t.throwsAsync(
      check(async () => inMemoryStore({ catalogue: exampleCatalogue })),
      { instanceOf: LawBroken, message: /requires a second process/ },
      name,
    );
});

test('a timeout is a broken law that names the expected result', async (t) => {
  const never = new Promise<never>(() => undefined);
  await t.throwsAsync(within(5, 'a message arrives', never), {
    instanceOf: LawBroken,
    message: 'not within 5 ms: a message arrives',
  });
  t.is(await within(5000, 'an answer', Promise.resolve('in time')), 'in time');
  await t.throwsAsync(within(5000, 'an answer', Promise.reject(new Error('of its own'))), { message: 'of its own' });
});
