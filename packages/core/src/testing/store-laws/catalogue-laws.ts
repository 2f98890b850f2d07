import { catalogueOf } from '../../domain/catalogue.js';
import { exampleCatalogue } from '../../operations/examples.js';
import { createSegment, listSegments, updateSegment } from '../../use-cases/maintain-segments.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import { context } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, stored, storeInUse, storeWithCustomer } from './in-use.js';

const vip = { code: 'VIP', name: 'Very important', description: 'Asks for a person.' };

export const catalogueLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the catalogue is read as it was configured',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const { segments, stateReasons } = await succeeds(store.catalogue.read);
      mustEqual(Object.fromEntries(segments), Object.fromEntries(exampleCatalogue.segments), 'segments');
      mustEqual(Object.fromEntries(stateReasons), Object.fromEntries(exampleCatalogue.stateReasons), 'reasons');
    },
  },
  {
    name: 'a segment is stored as it was answered, new and changed, and the others stay as they are',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const others = await succeeds(listSegments(store));
      const created = await succeeds(createSegment(store)({ requestId: 'S-1', ...vip }, context()));
      mustEqual(created, { segment: { ...vip, status: 'ACTIVE' }, replayed: false }, 'answer');
      mustEqual(await succeeds(listSegments(store)), [...others, created.segment], 'after the creation');
      const change = { requestId: 'S-2', name: 'Gone', status: 'RETIRED' };
      const changed = await succeeds(updateSegment(store)('VIP', change, context()));
      mustEqual(changed.segment, { code: 'VIP', name: 'Gone', description: null, status: 'RETIRED' }, 'answer');
      mustEqual(await succeeds(listSegments(store)), [...others, changed.segment], 'after the change');
    },
  },
  {
    name: 'a new segment can be assigned as soon as it has been answered',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await failsWith(moveTo(writes, customer, 'VIP'));
      await succeeds(createSegment(store)({ requestId: 'S-1', ...vip }, context()));
      await succeeds(moveTo(writes, customer, 'VIP'));
      mustEqual((await stored(store, customer)).customerSegment, 'VIP', 'segment');
    },
  },
  {
    name: 'a segment code is taken for good, and an unknown one cannot be updated',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const taken = await failsWith(createSegment(store)({ requestId: 'S-1', code: 'SOHO', name: 'x' }, context()));
      mustEqual(taken, { _tag: 'Rejected', rejections: [{ _tag: 'SegmentCodeTaken', code: 'SOHO' }] }, 'taken');
      const change = { requestId: 'S-2', name: 'x', status: 'RETIRED' };
      const unknown = await failsWith(updateSegment(store)('VIP', change, context()));
      mustEqual(unknown, { _tag: 'Rejected', rejections: [{ _tag: 'SegmentNotFound', code: 'VIP' }] }, 'unknown');
    },
  },
  {
    name: 'of ten creations of one segment at once one wins',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, n) => createSegment(store)({ requestId: `S-${n}`, ...vip }, context())()),
      );
      mustEqual(outcomes.filter(({ _tag }) => _tag === 'Right').length, 1, 'winners');
    },
  },
  {
    name: 'seeding adds what is missing and leaves the rest alone',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const retired = { requestId: 'S-1', name: 'Small office', status: 'RETIRED' };
      await succeeds(updateSegment(store)('SOHO', retired, context()));
      const reason = { code: 'fraud', state: 'SUSPENDED' as const, name: 'Fraud', status: 'ACTIVE' as const };
      const renamed = [...exampleCatalogue.stateReasons.values()].map((each) => ({ ...each, name: 'another name' }));
      const newSegment = { ...vip, status: 'ACTIVE' as const };
      await succeeds(
        store.catalogue.seed(catalogueOf([...exampleCatalogue.segments.values(), newSegment], [...renamed, reason])),
      );
      const { segments, stateReasons } = await succeeds(store.catalogue.read);
      const soho = { code: 'SOHO', name: 'Small office', description: null, status: 'RETIRED' };
      mustEqual(
        Object.fromEntries(segments),
        { ...Object.fromEntries(exampleCatalogue.segments), SOHO: soho, VIP: newSegment },
        'segments',
      );
      mustEqual(
        Object.fromEntries(stateReasons),
        { ...Object.fromEntries(exampleCatalogue.stateReasons), fraud: reason },
        'state reasons',
      );
    },
  },
];
