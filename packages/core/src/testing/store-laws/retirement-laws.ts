import { updateSegment } from '../../use-cases/maintain-segments.js';
import { mustEqual, succeeds } from '../law.js';
import { context } from '../builders.js';
import { type MakeStore, secondProcessOf, type StoreLaw, type StoreUnderTest } from '../store-under-test.js';
import { moveTo, storeWithCustomer } from './in-use.js';

const timeoutMs = 30_000;

/** A customer is moved back and forth while `retires` gives up one of the segments. */
const retirementEndsAssignment = async (
  make: MakeStore,
  retires: (store: StoreUnderTest) => StoreUnderTest,
): Promise<void> => {
  const { store, writes, customer } = await storeWithCustomer(make);
  const retired = { requestId: 'S-1', name: 'Small office', status: 'RETIRED' };
  let isAnswered = false;
  const retirement = succeeds(updateSegment(retires(store))('SOHO', retired, context())).then(() => {
    isAnswered = true;
  });
  const after: Array<string> = [];
  for (const until = Date.now() + timeoutMs; after.length < 3 && Date.now() < until;) {
    const wasAnswered = isAnswered;
    const { _tag } = await moveTo(writes, customer, 'SOHO')();
    if (wasAnswered) after.push(_tag);
    await succeeds(moveTo(writes, customer, 'BUSINESS'));
  }
  await retirement;
  mustEqual(after, ['Left', 'Left', 'Left'], 'assignments after the retirement');
};

export const retirementLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'once a retirement has been answered the segment is never assigned again, whatever was under way',
    check: (make) => retirementEndsAssignment(make, (store) => store),
  },
  {
    name: 'a retirement that another process has answered ends assignment as well',
    requires: 'several processes',
    check: (make) => retirementEndsAssignment(make, secondProcessOf),
  },
];
