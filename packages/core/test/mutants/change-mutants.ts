import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { ChangeRequest, CustomerChange, CustomerRepository, Decide, Facts, Receipt } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

type Change = CustomerRepository['change'];

const changing = (name: string, mutate: (change: Change) => Change): Mutant<InMemoryStore> => ({
  name: `change: ${name}`,
  mutate: (store) => ({ ...store, customers: { ...store.customers, change: mutate(store.customers.change) } }),
});

const withRequest = (name: string, other: (request: ChangeRequest) => ChangeRequest) =>
  changing(name, (original) => (request, decide) => original(other(request), decide));

const withKey = (name: string, other: (key: ChangeRequest['key']) => ChangeRequest['key']) =>
  withRequest(name, (request) => ({ ...request, key: other(request.key) }));

const withFacts = (name: string, other: (facts: Facts) => Facts) =>
  changing(name, (original) => (request, decide) => original(request, (facts, at) => decide(other(facts), at)));

const withDecision = (name: string, other: (decided: CustomerChange) => CustomerChange) =>
  changing(name, (original) => (request, decide) => {
    const decideOtherwise: Decide = (facts, at) => E.map(other)(decide(facts, at));
    return original(request, decideOtherwise);
  });

const withReceipt = (name: string, other: (receipt: Receipt) => Receipt) =>
  changing(name, (original) => (request, decide) => change(other)(original(request, decide)));

let drawn = 0;

export const changeMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  withKey('no request is ever a repeat', (key) => ({ ...key, requestId: `${key.requestId} ${(drawn += 1)}` })),
  withKey('clients share their requestIds', (key) => ({ ...key, client: 'anybody' })),
  withKey('a repeat may be of another operation', (key) => ({ ...key, operation: 'any' })),
  withKey('a repeat may have another content', (key) => ({ ...key, content: '{}' })),
  withKey('customers and catalogue have requestIds of their own', (key) => ({
    ...key,
    client: `customers ${key.client}`,
  })),
  withReceipt('a repeat is not marked as replayed', (receipt) => ({ ...receipt, replayed: false })),
  withReceipt('a first answer is marked as replayed', (receipt) => ({ ...receipt, replayed: true })),
  withReceipt('a repeat is answered in other bytes', (receipt) =>
    receipt.replayed ? { ...receipt, body: JSON.stringify(receipt.transaction, null, 1) } : receipt,
  ),
  withReceipt('the answer is not what is published', (receipt) => ({ ...receipt, body: `${receipt.body} ` })),
  withReceipt('the body is not the transaction', (receipt) => ({ ...receipt, body: '{}' })),
  changing('a rejection is stored', (original) => {
    const kept = new Map<string, Awaited<ReturnType<ReturnType<Change>>>>();
    return (request, decide) => async () => {
      const name = JSON.stringify(request.key);
      const answer = kept.get(name) ?? (await original(request, decide)());
      if (E.isLeft(answer) && answer.left._tag === 'Rejected') kept.set(name, answer);
      return answer;
    };
  }),
  changing('a request that was refused for the backlog counts as done', (original) => {
    const refused = new Set<string>();
    return (request, decide) => async () => {
      const answer = await original(request, decide)();
      if (E.isLeft(answer) && answer.left._tag === 'PublicationBacklog') refused.add(request.key.requestId);
      return E.isRight(answer) && refused.has(request.key.requestId)
        ? E.right({ ...answer.right, replayed: true })
        : answer;
    };
  }),
  withRequest('the trace of the call is lost', (request) => ({ ...request, traceparent: null })),
  withRequest('an external id is not claimed', (request) => ({ ...request, claimsExternalId: null })),
  withFacts('no external id is ever taken', (facts) => ({ ...facts, externalIdTaken: false })),
  withFacts('every external id is taken', (facts) => ({ ...facts, externalIdTaken: true })),
  withFacts('a deactivated customer gives its external id back', (facts) => {
    const isGone = O.isSome(facts.current) && facts.current.value.customer.state.state === 'DEACTIVATED';
    return isGone ? { ...facts, current: O.none } : facts;
  }),
  withFacts('every customer is new', (facts) => ({ ...facts, current: O.none })),
  changing('decides on the catalogue of the first call', (original) => {
    let first: Facts['catalogue'] | null = null;
    return (request, decide) =>
      original(request, (facts, at) => {
        first ??= facts.catalogue;
        return decide({ ...facts, catalogue: first }, at);
      });
  }),
  changing('concurrent requests decide on the same facts', (original) => {
    const seen = new Map<string, Facts>();
    return (request, decide) =>
      original(request, (facts, at) => {
        const name = JSON.stringify(request.customer);
        const held = seen.get(name) ?? facts;
        if (!seen.has(name)) {
          seen.set(name, facts);
          void Promise.resolve().then(() => Promise.resolve().then(() => seen.delete(name)));
        }
        return decide(held, at);
      });
  }),
  changing('queued requests are served in reverse order', (original) => {
    let waiting: Array<() => void> = [];
    return (request, decide) => () =>
      new Promise((settle, fail) => {
        waiting.push(() => void original(request, decide)().then(settle, fail));
        if (waiting.length > 1) return;
        void Promise.resolve().then(() => {
          const batch = waiting.reverse();
          waiting = [];
          batch.forEach((run) => run());
        });
      });
  }),
  changing(
    'a defect in a decision is reported as an unavailable store',
    (original) => (request, decide) => async () => {
      try {
        return await original(request, decide)();
      } catch (error) {
        return E.left({ _tag: 'StoreUnavailable', detail: String(error) });
      }
    },
  ),
  changing('after a defect in a decision nothing is changed any more', (original) => {
    let broken = false;
    return (request, decide) => async () => {
      if (broken) return E.left({ _tag: 'StoreUnavailable', detail: 'broken' });
      try {
        return await original(request, decide)();
      } catch (error) {
        broken = true;
        throw error;
      }
    };
  }),
  changing(
    'occurredAt is the time of the system clock',
    (original) => (request, decide) => original(request, (facts) => decide(facts, new Date().toISOString())),
  ),
  withDecision('only the first topic gets the message', (decided) => ({
    ...decided,
    topics: decided.topics.slice(0, 1),
  })),
  withDecision('every message goes to the complete topic only', (decided) => ({
    ...decided,
    topics: decided.topics.filter((topic) => topic === 'casm.customer'),
  })),
  withDecision('no topic gets a message', (decided) => ({ ...decided, topics: [] })),
];
