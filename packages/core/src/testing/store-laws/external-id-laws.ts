import * as O from 'fp-ts/lib/Option.js';
import type { Customer } from '../../domain/customer.js';
import { perform, type CustomerWrites } from '../../operations/perform.js';
import { updateCustomerExternalId } from '../../operations/update-customer-external-id.js';
import { updateCustomerSegment } from '../../operations/update-customer-segment.js';
import { anActiveCustomer, context } from '../builders.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { bringTo, deactivated, stored, storeInUse, tagsOf, unpublished } from './in-use.js';

const rename = (
  writes: CustomerWrites,
  customer: { readonly refId?: string; readonly externalId?: string },
  to: string,
) => perform(writes)(updateCustomerExternalId)({ requestId: writes.newId(), customer, externalId: to }, context());

const refIdOf = async ({ customers }: StoreUnderTest, externalId: string): Promise<string | null> =>
  O.toNullable(await succeeds(customers.find({ externalId })))?.refId ?? null;

const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => index);

export const externalIdLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a new external id resolves immediately; the previous one no longer resolves and can be assigned again',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      const { transaction } = await succeeds(rename(writes, { externalId: 'CRM-1' }, 'CRM-2'));
      mustEqual(transaction.changes, [{ field: 'externalId', before: 'CRM-1', after: 'CRM-2' }], 'changes');
      mustEqual(
        [await refIdOf(store, 'CRM-2'), await refIdOf(store, 'CRM-1')],
        [customer.refId, null],
        'look-ups after the change',
      );
      mustEqual(tagsOf(await failsWith(rename(writes, { externalId: 'CRM-1' }, 'CRM-3'))), ['CustomerNotFound'], 'old');
      const other = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      mustEqual(await refIdOf(store, 'CRM-1'), other.refId, 'the next owner of the free id');
      mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
    },
  },
  {
    name: 'a customer without an external id gets one; a change to its current one changes nothing',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { refId } = await anActiveCustomer(writes);
      await succeeds(rename(writes, { refId }, 'CRM-1'));
      const again = await succeeds(rename(writes, { refId }, 'CRM-1'));
      mustEqual([again.transaction.changes, again.transaction.payload.customer.version], [[], 2], 'the same id');
      mustEqual(await refIdOf(store, 'CRM-1'), refId, 'look-up');
    },
  },
  {
    name: 'the external id of another customer is refused, also of a deactivated one',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { refId } = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      const gone = await anActiveCustomer(writes, { externalId: 'CRM-2' });
      await succeeds(bringTo(writes, gone, deactivated));
      mustEqual(tagsOf(await failsWith(rename(writes, { refId }, 'CRM-2'))), ['ExternalIdTaken'], 'rejection');
      mustEqual(await refIdOf(store, 'CRM-1'), refId, 'the id that it keeps');
    },
  },
  {
    name: 'changing an external id and changing it back in one batch restores the first id',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { refId } = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      await Promise.all([rename(writes, { refId }, 'CRM-2')(), rename(writes, { refId }, 'CRM-1')()]);
      mustEqual([await refIdOf(store, 'CRM-1'), await refIdOf(store, 'CRM-2')], [refId, null], 'look-ups');
      mustEqual((await stored(store, { refId })).version, 3, 'version');
    },
  },
  {
    name: 'a request that is queued after a change of the external id resolves only the new id',
    check: async (make) => {
      const { writes } = await storeInUse(make);
      const { refId } = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      const move = (externalId: string) =>
        perform(writes)(updateCustomerSegment)(
          { requestId: writes.newId(), customer: { externalId }, customerSegment: 'SOHO' },
          context(),
        )();
      const [renamed, old, fresh] = await Promise.all([
        rename(writes, { refId }, 'CRM-2')(),
        move('CRM-1'),
        move('CRM-2'),
      ]);
      mustEqual([renamed._tag, fresh._tag], ['Right', 'Right'], 'the change, and a request by the new id');
      mustEqual(old._tag === 'Left' ? tagsOf(old.left) : old._tag, ['CustomerNotFound'], 'a request by the old id');
    },
  },
  {
    name: 'of ten customers that race for one external id, exactly one gets it, in each of fifty races',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customers = await Promise.all(upTo(10).map((n) => anActiveCustomer(writes, { externalId: `CRM-${n}` })));
      for (const round of upTo(50)) {
        const wanted = `WANTED-${round}`;
        const outcomes = await Promise.all(customers.map(({ refId }) => rename(writes, { refId }, wanted)()));
        mustEqual(outcomes.filter(({ _tag }) => _tag === 'Right').length, 1, `winners of ${wanted}`);
      }
      for (const customer of customers) await mustBeFoundByItsId(store, customer);
      for (const round of upTo(50)) {
        const owner = await refIdOf(store, `WANTED-${round}`);
        if (owner !== null)
          mustEqual((await stored(store, { refId: owner })).externalId, `WANTED-${round}`, 'an owner’s external id');
      }
    },
  },
];

const mustBeFoundByItsId = async (store: StoreUnderTest, { refId }: Customer): Promise<void> => {
  const { externalId } = await stored(store, { refId });
  mustEqual(externalId === null ? null : await refIdOf(store, externalId), refId, `the owner of ${externalId ?? ''}`);
};
