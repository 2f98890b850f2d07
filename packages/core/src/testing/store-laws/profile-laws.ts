import { customerProfiles } from '../../catalogue/customer-profiles.js';
import { customerSegments } from '../../catalogue/customer-segments.js';
import type { Customer } from '../../domain/customer.js';
import { changeEntry } from '../../use-cases/maintain-catalogue.js';
import { context } from '../builders.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { create, periodsOf, stored, storeInUse, tagsOf } from './in-use.js';

/** The values that a profile can supply. */
const valuesOf = ({ customerSegment, state }: Customer) => [customerSegment, state.state, state.stateReason];

const b2b = ['BUSINESS', 'ACTIVE', 'dfltActive'];

/** Changes the values of the profile b2b. */
const changeB2b = (store: StoreUnderTest, members: Readonly<Record<string, unknown>>) =>
  changeEntry(store)(
    customerProfiles,
    'b2b',
    { requestId: 'P-1', name: 'Business', status: 'ACTIVE', state: 'ACTIVE', stateReason: 'dfltActive', ...members },
    context(),
  );

export const profileLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a customer that is created from a profile has its segment, state and state reason, and a history of them',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { transaction } = await succeeds(create(writes, { customerProfile: 'b2b', externalId: 'CRM-1' }));
      const { customer } = transaction.payload;
      mustEqual(valuesOf(customer), b2b, 'answer');
      mustEqual(await stored(store, customer), customer, 'stored');
      mustEqual(
        transaction.changes.map(({ field }) => field),
        ['externalId', 'customerSegment', 'state'],
        'changes',
      );
      const periods = await periodsOf(store, { externalId: 'CRM-1' });
      mustEqual(
        periods.map(({ customerSegment, version }) => [customerSegment, version]),
        [['BUSINESS', 1]],
        'segment history',
      );
    },
  },
  {
    name: 'the values of the request override those of the profile',
    check: async (make) => {
      const { writes } = await storeInUse(make);
      const created = async (members: Readonly<Record<string, unknown>>) => {
        const { transaction } = await succeeds(create(writes, { customerProfile: 'b2b', ...members }));
        return valuesOf(transaction.payload.customer);
      };
      mustEqual(await created({ customerSegment: 'SOHO' }), ['SOHO', 'ACTIVE', 'dfltActive'], 'segment');
      const suspended = { state: 'SUSPENDED', stateReason: 'dfltSuspended' };
      mustEqual(await created({ state: suspended }), ['BUSINESS', 'SUSPENDED', 'dfltSuspended'], 'state');
      mustEqual(await created({ state: { stateValidFrom: '2020-01-01T00:00:00Z' } }), b2b, 'only a date');
      mustEqual(
        tagsOf(await failsWith(create(writes, { customerProfile: 'b2b', state: { state: 'SUSPENDED' } }))),
        ['UnknownStateReason'],
        'a state that the reason of the profile does not belong to',
      );
    },
  },
  {
    name: 'a profile is used only at creation',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const first = (await succeeds(create(writes, { customerProfile: 'b2b' }))).transaction.payload.customer;
      await succeeds(changeB2b(store, { customerSegment: 'SOHO' }));
      mustEqual(await stored(store, first), first, 'who was created before');
      const second = (await succeeds(create(writes, { customerProfile: 'b2b' }))).transaction.payload.customer;
      mustEqual(valuesOf(second), ['SOHO', 'ACTIVE', 'dfltActive'], 'who is created since');
    },
  },
  {
    name: 'a repeated creation from a profile gets the stored answer, also after a change of the profile',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const request = () => create(writes, { customerProfile: 'b2b' }, { requestId: 'R-1' });
      const first = await succeeds(request());
      await succeeds(changeB2b(store, { status: 'RETIRED' }));
      mustEqual(await succeeds(request()), { ...first, replayed: true }, 'answer');
    },
  },
  {
    name: 'a profile with a retired segment is refused, unless the request overrides the segment',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const retire = { requestId: 'S-1', name: 'Business', status: 'RETIRED' };
      await succeeds(changeEntry(store)(customerSegments, 'BUSINESS', retire, context()));
      mustEqual(tagsOf(await failsWith(create(writes, { customerProfile: 'b2b' }))), ['SegmentRetired'], 'refused');
      await succeeds(create(writes, { customerProfile: 'b2b', customerSegment: 'SOHO' }));
    },
  },
];
