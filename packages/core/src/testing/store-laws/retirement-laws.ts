import { failsWith, mustEqual, succeeds } from '../law.js';
import { type MakeStore, secondProcessOf, type StoreLaw, type StoreUnderTest } from '../store-under-test.js';
import { changeExample, createExample, type Use, uses } from './entry-in-use.js';
import { storeWithCustomer, tagsOf } from './in-use.js';

const timeoutMs = 30_000;

/** Uses the entry repeatedly while `retires` retires it. */
const retirementEndsUse = async (
  make: MakeStore,
  { kind, use, undo, retired }: Use,
  retires: (store: StoreUnderTest) => StoreUnderTest,
): Promise<void> => {
  const { store, writes, customer } = await storeWithCustomer(make);
  const { entry } = await succeeds(createExample(store, kind));
  await succeeds(use(writes, customer, entry.code));
  await succeeds(undo(writes, customer));
  let isAnswered = false;
  const retirement = succeeds(changeExample(retires(store), kind, entry.code)).then(() => {
    isAnswered = true;
  });
  const after: Array<unknown> = [];
  for (const until = Date.now() + timeoutMs; after.length < 3 && Date.now() < until;) {
    const wasAnswered = isAnswered;
    const outcome = await use(writes, customer, entry.code)();
    if (wasAnswered) after.push(outcome._tag === 'Left' ? tagsOf(outcome.left) : 'used');
    await succeeds(undo(writes, customer));
  }
  await retirement;
  mustEqual(after, [[retired], [retired], [retired]], 'uses after the retirement');
};

const lawsOf = (subject: Use): ReadonlyArray<StoreLaw> => {
  const { kind, use, undo, unknown } = subject;
  const newEntryIsUsed = async (make: MakeStore, creates: (store: StoreUnderTest) => StoreUnderTest): Promise<void> => {
    const { store, writes, customer } = await storeWithCustomer(make);
    const code = String(kind.example.creation['code']);
    mustEqual(tagsOf(await failsWith(use(writes, customer, code))), [unknown], 'before');
    await succeeds(createExample(creates(store), kind));
    await succeeds(use(writes, customer, code));
    await succeeds(undo(writes, customer));
  };
  return [
    {
      name: `${kind.path}: a new entry can be used as soon as its creation is answered`,
      check: (make) => newEntryIsUsed(make, (store) => store),
    },
    {
      name: `${kind.path}: another process can use a new entry as soon as its creation is answered`,
      requires: 'several processes',
      check: (make) => newEntryIsUsed(make, secondProcessOf),
    },
    {
      name: `${kind.path}: after a retirement is answered the entry is never used again, also by changes in progress`,
      check: (make) => retirementEndsUse(make, subject, (store) => store),
    },
    {
      name: `${kind.path}: a retirement answered by another process ends the use too`,
      requires: 'several processes',
      check: (make) => retirementEndsUse(make, subject, secondProcessOf),
    },
  ];
};

export const retirementLaws: ReadonlyArray<StoreLaw> = uses.flatMap(lawsOf);
