import { anActiveCustomer } from '../builders.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { bringTo, deactivated, everyPeriod, moveTo, stored, suspended, tagsOf, unpublished } from './in-use.js';
import { ask, cancel, confirm, evenLater, later, plan, storeAt } from './planning.js';

export const plannedStateLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a planned state is answered, changes nothing else, and takes effect once when it is confirmed and due',
    check: async (make) => {
      const { store, writes, pass, setClock } = await storeAt(make);
      const customer = await anActiveCustomer(writes);
      await succeeds(ask(writes, customer, plan(later)));
      const planned = await stored(store, customer);
      const pendingState = { ...suspended, stateValidFrom: later, confirmed: false };
      mustEqual(planned, { ...customer, pendingState, version: 2 }, 'planned');
      setClock(evenLater);
      mustEqual(await succeeds(pass()), { applied: 0, refused: 0 }, 'a pass before the confirmation');
      setClock('2026-02-02T00:00:00.000Z');
      await succeeds(ask(writes, customer, confirm));
      mustEqual(await succeeds(pass()), { applied: 0, refused: 0 }, 'a pass before the date');
      setClock(later);
      mustEqual(await succeeds(pass()), { applied: 1, refused: 0 }, 'the pass at the date');
      mustEqual(await succeeds(pass()), { applied: 0, refused: 0 }, 'another pass');
      const state = { ...suspended, stateValidFrom: later };
      mustEqual(await stored(store, customer), { ...customer, state, version: 4 }, 'applied');
      mustEqual(await unpublished(store, customer), [1, 2, 3, 4], 'outbox');
    },
  },
  {
    name: 'a confirmation can set another date, and takes effect immediately if the date is past',
    check: async (make) => {
      const { store, writes, pass, setClock } = await storeAt(make);
      const [late, now] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
      await succeeds(ask(writes, late, plan(later)));
      await succeeds(ask(writes, late, { ...confirm, state: { stateValidFrom: evenLater } }));
      await succeeds(ask(writes, now, plan(later)));
      await succeeds(ask(writes, now, { ...confirm, state: { stateValidFrom: '2026-01-31T00:00:00.000Z' } }));
      mustEqual((await stored(store, now)).state, { ...suspended, stateValidFrom: '2026-01-31T00:00:00.000Z' }, 'past');
      setClock(later);
      mustEqual(await succeeds(pass()), { applied: 0, refused: 0 }, 'at the first date');
      setClock(evenLater);
      mustEqual(await succeeds(pass()), { applied: 1, refused: 0 }, 'at the date of the confirmation');
    },
  },
  {
    name: 'a cancelled plan never takes effect, and without a plan there is nothing to confirm or cancel',
    check: async (make) => {
      const { store, writes, pass, setClock } = await storeAt(make);
      const customer = await anActiveCustomer(writes);
      mustEqual(tagsOf(await failsWith(ask(writes, customer, confirm))), ['NoPendingState'], 'nothing to confirm');
      mustEqual(tagsOf(await failsWith(ask(writes, customer, cancel))), ['NoPendingState'], 'nothing to cancel');
      await succeeds(ask(writes, customer, plan(later)));
      await succeeds(ask(writes, customer, confirm));
      await succeeds(ask(writes, customer, cancel));
      setClock(evenLater);
      mustEqual(await succeeds(pass()), { applied: 0, refused: 0 }, 'pass');
      mustEqual(await stored(store, customer), { ...customer, version: 4 }, 'as before');
    },
  },
  {
    name: 'a plan survives other changes, and is removed when its customer is deactivated',
    check: async (make) => {
      const { store, writes } = await storeAt(make);
      const customer = await anActiveCustomer(writes);
      await succeeds(ask(writes, customer, plan(later)));
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const pendingState = { ...suspended, stateValidFrom: later, confirmed: false };
      mustEqual((await stored(store, customer)).pendingState, pendingState, 'after a change of segment');
      await succeeds(bringTo(writes, customer, deactivated));
      mustEqual((await stored(store, customer)).pendingState ?? null, null, 'after the deactivation');
    },
  },
  {
    name: 'a state history period has its state, initiator, reason and start; plans are not in the history',
    check: async (make) => {
      const { store, writes } = await storeAt(make);
      const customer = await anActiveCustomer(writes, { reason: 'a new contract' });
      await succeeds(ask(writes, customer, plan(later)));
      const { transaction } = await succeeds(
        bringTo(writes, customer, suspended, { requestId: 'R-9', client: 'ordering', reason: 'unpaid invoices' }),
      );
      const found = await succeeds(store.history.states({ refId: customer.refId }, everyPeriod));
      const periods = found._tag === 'Some' ? found.value : [];
      mustEqual(
        periods[0],
        {
          from: transaction.occurredAt,
          to: null,
          state: transaction.payload.customer.state,
          initiator: 'ordering',
          reason: 'unpaid invoices',
          requestId: 'R-9',
          transactionId: transaction.transactionId,
          version: 3,
        },
        'newest state',
      );
      mustEqual(
        periods.slice(1).map(({ state, to, reason, version }) => [state, to, reason, version]),
        [[customer.state, transaction.occurredAt, 'a new contract', 1]],
        'states before',
      );
    },
  },
];
