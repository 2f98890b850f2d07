import * as O from 'fp-ts/lib/Option.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import {
  bringTo,
  create,
  deactivated,
  everyPeriod,
  moveTo,
  stored,
  storeInUse,
  tagsOf,
  unpublished,
} from './in-use.js';

export const creationLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a created customer is found by either id, as answered',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const created = await anActiveCustomer(writes, {
        externalId: 'CRM-1',
        customName: 'Zoë “Z” O’Neill',
        customAttributes: { region: 'north', empty: '', ключ: 'значение' },
        testCustomer: true,
      });
      mustEqual(await stored(store, created), created, 'by refId');
      const byExternalId = await succeeds(store.customers.find({ externalId: 'CRM-1' }));
      mustEqual(O.toNullable(byExternalId), created, 'by externalId');
      mustEqual(created.version, 1, 'version');
      mustEqual(await unpublished(store, created), [1], 'outbox');
    },
  },
  {
    name: 'neither a customer that does not exist nor its history is found',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      await anActiveCustomer(writes);
      for (const nobody of [{ refId: 'nobody' }, { externalId: 'nobody' }]) {
        mustEqual(await succeeds(store.customers.find(nobody)), O.none, `find ${JSON.stringify(nobody)}`);
        mustEqual(await succeeds(store.history.segments(nobody, everyPeriod)), O.none, 'history');
      }
    },
  },
  {
    name: 'a lookup by external id returns the latest version',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      await anActiveCustomer(writes, { externalId: 'CRM-2' });
      const { transaction } = await succeeds(moveTo(writes, customer, 'SOHO'));
      const found = await succeeds(store.customers.find({ externalId: 'CRM-1' }));
      mustEqual(O.toNullable(found), transaction.payload.customer, 'by externalId');
    },
  },
  {
    name: 'an external id is unique, also among deactivated customers',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const another = () => create(writes, { externalId: 'CRM-9', state: deactivated });
      const outcomes = await Promise.all([another()(), another()(), another()()]);
      mustEqual(outcomes.map(({ _tag }) => _tag).sort(), ['Left', 'Left', 'Right'], 'outcomes');
      const losers = outcomes.flatMap((outcome) => (outcome._tag === 'Left' ? [tagsOf(outcome.left)] : []));
      mustEqual(losers, [['ExternalIdTaken'], ['ExternalIdTaken']], 'rejections');
      mustHold(O.isSome(await succeeds(store.customers.find({ externalId: 'CRM-9' }))), 'the winner is found');
      mustEqual(tagsOf(await failsWith(another())), ['ExternalIdTaken'], 'later on');
    },
  },
  {
    name: 'an external id stays taken after another change of its customer',
    check: async (make) => {
      const { writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-9' });
      await succeeds(bringTo(writes, customer, deactivated));
      const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
      mustEqual(
        tagsOf(await failsWith(create(writes, { externalId: 'CRM-9', state }))),
        ['ExternalIdTaken'],
        'a thief',
      );
      await succeeds(create(writes, { externalId: 'CRM-10', state }));
    },
  },
];
