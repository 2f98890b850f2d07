import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { completeTopic, perform, relayBusinessTransactions, updateCustomerSegment } from '../src/index.js';
import {
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

const fates = fc.constantFrom('taken' as const, 'taken' as const, 'lost' as const, 'unconfirmed' as const);
const steps = fc.array(fc.record({ fate: fates, changes: fc.integer({ min: 0, max: 4 }), isNewLease: fc.boolean() }), {
  maxLength: 12,
});

interface Control {
  fate: 'taken' | 'lost' | 'unconfirmed';
  /** The transaction that is refused, together with every batch that contains it. */
  refused: string;
  generation: number;
}

/** Makes a store with two customers, a platform whose outcome the test sets for each call, and a relay between them. */
const aRelay = async (batchSize: number) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(store.customers, numberedIds('any'));
  const customers = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const newest = new Map(customers.map(({ refId }) => [refId, 1]));
  const control: Control = { fate: 'taken', refused: '', generation: 1 };
  const { publisher, stored } = inMemoryStreaming({
    receives: (messages): Reception =>
      messages.some(({ transactionId }) => transactionId === control.refused) ? { refused: messages } : control.fate,
  });
  const pass = relayBusinessTransactions({
    outbox: store.outbox,
    publisher,
    topic: completeTopic,
    lease: async () => E.right({ generation: control.generation, shards: [0] }),
    batchSize,
    onParked: () => undefined,
  });
  let moved = 0;
  const move = async (): Promise<void> => {
    moved += 1;
    const { refId } = customers[moved % 3 === 0 ? 0 : 1] ?? { refId: '' };
    const customerSegment = ['SOHO', 'BUSINESS', 'RESIDENTIAL'][moved % 3];
    const body = { requestId: writes.newId(), customer: { refId }, customerSegment };
    const { transaction } = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
    newest.set(refId, transaction.payload.customer.version);
    if (moved === 4) control.refused = transaction.transactionId;
  };
  return { store, stored, newest, control, pass, move };
};

/** Retries parked messages and publishes until none is left. Returns false if that does not end. */
const drained = async ({ store, pass }: Awaited<ReturnType<typeof aRelay>>): Promise<boolean> => {
  for (let quiet = 0, passes = 0; quiet < 2; passes += 1) {
    if (passes > 1000) return false;
    await succeeds(store.parked.retry({ refId: null, topic: null }));
    const passed = await pass();
    quiet = E.isRight(passed) && passed.right.published === 0 ? quiet + 1 : 0;
  }
  return (await succeeds(store.backlog.size(1))) === 0;
};

test('property: with any failures and refusals, each version arrives at least once, and first occurrences are in order for each customer', async (t) => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (taken, batchSize) => {
      const relay = await aRelay(batchSize);
      const { control, move, pass, stored, newest } = relay;
      for (const { fate, changes, isNewLease } of taken) {
        for (let made = 0; made < changes; made += 1) await move();
        control.fate = fate;
        if (isNewLease) control.generation += 1;
        await pass();
      }
      // The refusal was temporary, so the message is retried.
      control.fate = 'taken';
      control.refused = '';
      if (!(await drained(relay))) return false;
      return [...newest].every(([refId, last]) => {
        const seen = stored(completeTopic).filter((message) => message.refId === refId);
        const firsts = [...new Set(seen.map(({ version }) => version))];
        return JSON.stringify(firsts) === JSON.stringify(Array.from({ length: last }, (_, index) => index + 1));
      });
    }),
    { numRuns: 500 },
  );
  t.pass();
});
