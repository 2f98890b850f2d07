import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import {
  BusinessTransaction,
  changeOf,
  type CustomerOperation,
  perform,
  type Receipt,
  updateCustomerCustomName,
  updateCustomerExternalId,
  updateCustomerSegment,
  updateCustomerState,
} from '../src/index.js';
import { decode } from '../src/codecs.js';
import {
  allPending,
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  type InMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';
import { aModel, type Asked } from './store.model.js';

const reasons: ReadonlyMap<string, string> = new Map([
  ['ACTIVE', 'dfltActive'],
  ['SUSPENDED', 'dfltSuspended'],
  ['DEACTIVATED', 'dfltDeactivated'],
]);

const operations: Readonly<Record<Asked['member'], CustomerOperation>> = {
  customerSegment: updateCustomerSegment,
  customName: updateCustomerCustomName,
  externalId: updateCustomerExternalId,
  state: updateCustomerState,
};

const values: Readonly<Record<Asked['member'], ReadonlyArray<string>>> = {
  customerSegment: ['RESIDENTIAL', 'SOHO', 'BUSINESS'],
  customName: ['Ada', 'Grace'],
  externalId: ['CRM-0', 'CRM-1', 'CRM-2', 'CRM-3'],
  // Deactivation is terminal, so it is rare in a chain.
  state: ['ACTIVE', 'SUSPENDED', 'ACTIVE', 'SUSPENDED', 'ACTIVE', 'SUSPENDED', 'DEACTIVATED'],
};

const asked: fc.Arbitrary<Asked> = fc
  .constantFrom('customerSegment' as const, 'customName' as const, 'externalId' as const, 'state' as const)
  .chain((member) =>
    fc.record({
      customer: fc.integer({ min: 0, max: 3 }),
      member: fc.constant(member),
      value: fc.constantFrom(...values[member]),
      reason: fc.constantFrom(null, null, 'asked for', 'by contract'),
      requestId: fc.integer({ min: 0, max: 30 }).map((n) => `R-${n}`),
      client: fc.constantFrom('crm', 'crm', 'ordering'),
      expectedVersion: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null, freq: 4 }),
    }),
  );

const bodyOf = ({ member, value, reason, requestId }: Asked, refId: string) => ({
  requestId,
  ...(reason === null ? {} : { reason }),
  customer: { refId },
  [member]: member === 'state' ? { state: value, stateReason: reasons.get(value) } : value,
});

const everyPeriod = { limit: 1000, before: null, asOf: null };

/** Checks that versions, outbox, log and both histories of one customer agree with the answers. */
const mustTellTheStory = async (
  t: ExecutionContext,
  store: InMemoryStore,
  refId: string,
  answered: ReadonlyArray<BusinessTransaction>,
): Promise<void> => {
  const versions = answered.map(({ payload }) => payload.customer.version);
  t.deepEqual(
    versions,
    versions.map((_, index) => index + 1),
    'versions without gaps',
  );
  const pending = (await allPending(store)).filter(({ message }) => message.refId === refId);
  t.deepEqual(
    pending.map(({ message }): unknown => JSON.parse(message.body)),
    answered,
    'the outbox',
  );
  const log = await succeeds(store.transactions.list({ refId, operation: null, after: null, limit: 1000 }));
  t.deepEqual(
    log.bodies.map((body): unknown => JSON.parse(body)),
    answered,
    'the log',
  );
  const began = (field: 'customerSegment' | 'state') =>
    answered.filter((transaction) => changeOf(transaction, field) !== undefined).toReversed();
  const segments = O.toNullable(await succeeds(store.history.segments({ refId }, everyPeriod))) ?? [];
  t.deepEqual(
    segments.map(({ version, customerSegment, from, reason }) => [version, customerSegment, from, reason]),
    began('customerSegment').map(({ payload: { customer }, occurredAt, reason }) => [
      customer.version,
      customer.customerSegment,
      occurredAt,
      reason,
    ]),
    'the segment history is the fold of the changes',
  );
  const states = O.toNullable(await succeeds(store.history.states({ refId }, everyPeriod))) ?? [];
  t.deepEqual(
    states.map(({ version, state, reason }) => [version, state, reason]),
    began('state').map(({ payload: { customer }, reason }) => [customer.version, customer.state, reason]),
    'the state history is the fold of the changes',
  );
};

test('property: the answers and the final state of any chain of requests agree with the model', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { maxLength: 40 }), async (chain) => {
      const store = inMemoryStore({ catalogue: exampleCatalogue });
      const writes = writesTo(store.customers, numberedIds('chain'));
      const created = [];
      for (const index of [0, 1, 2]) created.push(await anActiveCustomer(writes, { externalId: `CRM-${index}` }));
      const model = aModel(
        created.map(({ externalId, customName, customerSegment, state, version }) => ({
          version,
          members: { externalId, customName, customerSegment, state: state.state },
        })),
      );
      const answers: Array<Receipt | null> = [];
      for (const [step, request] of chain.entries()) {
        const { client, expectedVersion } = request;
        const expectedVersions = expectedVersion === null ? null : [expectedVersion];
        const body = bodyOf(request, created[request.customer]?.refId ?? 'nobody');
        const run = perform(writes)(operations[request.member])(body, context({ client, expectedVersions }));
        const outcome = await run();
        const expected = model.expect(request, step);
        answers.push(E.isRight(outcome) ? outcome.right : null);
        if (expected.kind === 'rejected') {
          const found = E.isLeft(outcome) && outcome.left._tag === 'Rejected' ? outcome.left.rejections : [];
          t.deepEqual(
            found.map(({ _tag }) => _tag),
            expected.names,
            `step ${step}`,
          );
        } else if (E.isLeft(outcome)) t.fail(`step ${step}: ${JSON.stringify(outcome.left)}`);
        else if (expected.kind === 'repeated')
          t.deepEqual(outcome.right, { ...answers[expected.of], replayed: true }, `step ${step} is a repeat`);
        else {
          const { transaction, replayed } = outcome.right;
          t.deepEqual(
            [transaction.payload.customer.version, transaction.changes.length > 0, replayed],
            [expected.version, expected.changes, false],
            `step ${step}`,
          );
        }
      }
      for (const [index, { refId }] of created.entries()) {
        const found = O.toNullable(await succeeds(store.customers.find({ refId })));
        const { version, members } = model.customers.get(index) ?? {};
        t.deepEqual(
          [found?.version, found?.customerSegment, found?.customName, found?.externalId, found?.state.state],
          [version, members?.customerSegment, members?.customName, members?.externalId, members?.state],
          `customer ${index}`,
        );
        const own = answers.flatMap((answer) =>
          answer !== null &&
          !answer.replayed &&
          answer.transaction.changes.length > 0 &&
          answer.transaction.payload.customer.refId === refId
            ? [answer.transaction]
            : [],
        );
        const first = { refId, operation: 'createCustomer', after: null, limit: 1 };
        const { bodies } = await succeeds(store.transactions.list(first));
        const creation = decode(BusinessTransaction)(JSON.parse(bodies[0] ?? '{}'));
        if (E.isLeft(creation)) return t.fail(`there is no creation of ${refId}`);
        await mustTellTheStory(t, store, refId, [creation.right, ...own]);
      }
    }),
    { numRuns: 200 },
  );
});
