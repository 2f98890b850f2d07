import { catalogueOf } from '../../domain/catalogue.js';
import { createSegment, listSegments, updateSegment } from '../../use-cases/maintain-segments.js';
import { context } from '../builders.js';
import { exampleCatalogue } from '../../operations/examples.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, stored, storeInUse, storeWithCustomer } from './in-use.js';

const retire = { name: 'Small office', status: 'RETIRED' };

export const catalogueLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a new segment can be assigned as soon as it has been answered',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await failsWith(moveTo(writes, customer, 'VIP'));
      await succeeds(createSegment(store)({ requestId: 'S-1', code: 'VIP', name: 'Very important' }, context()));
      await succeeds(moveTo(writes, customer, 'VIP'));
      mustEqual((await stored(store, customer)).customerSegment, 'VIP', 'segment');
    },
  },
  {
    name: 'another process assigns a new segment as soon as it has been answered',
    requires: 'several processes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO'));
      await succeeds(
        createSegment(store.another ?? store)({ requestId: 'S-1', code: 'VIP', name: 'Very important' }, context()),
      );
      await succeeds(moveTo(writes, customer, 'VIP'));
    },
  },
  {
    name: 'a segment code is taken for good, and an unknown one cannot be updated',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const taken = await failsWith(createSegment(store)({ requestId: 'S-1', code: 'SOHO', name: 'x' }, context()));
      mustEqual(taken, { _tag: 'Rejected', rejections: [{ _tag: 'SegmentCodeTaken', code: 'SOHO' }] }, 'taken');
      const unknown = await failsWith(updateSegment(store)('VIP', { requestId: 'S-2', ...retire }, context()));
      mustEqual(unknown, { _tag: 'Rejected', rejections: [{ _tag: 'SegmentNotFound', code: 'VIP' }] }, 'unknown');
    },
  },
  {
    name: 'a catalogue change is idempotent by its requestId',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const create = () => createSegment(store)({ requestId: 'S-1', code: 'VIP', name: 'Very important' }, context());
      const first = await succeeds(create());
      mustEqual(await succeeds(create()), { ...first, replayed: true }, 'answer');
      const other = await failsWith(updateSegment(store)('SOHO', { requestId: 'S-1', ...retire }, context()));
      mustEqual(
        other,
        { _tag: 'Rejected', rejections: [{ _tag: 'RequestIdReused', requestId: 'S-1' }] },
        'other operation',
      );
    },
  },
  {
    name: 'once a retirement has been answered the segment is never assigned again, whoever was under way',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      let retired = false;
      const retirement = succeeds(
        updateSegment(store.another ?? store)('SOHO', { requestId: 'S-1', ...retire }, context()),
      ).then(() => {
        retired = true;
      });
      const after: Array<string> = [];
      for (let turn = 0; turn < 200 && after.length < 3; turn += 1) {
        const answered = retired;
        const { _tag } = await moveTo(writes, customer, turn % 2 === 0 ? 'SOHO' : 'BUSINESS')();
        if (answered && turn % 2 === 0) after.push(_tag);
      }
      await retirement;
      mustEqual(after, ['Left', 'Left', 'Left'], 'assignments after the retirement');
      const { _tag } = await moveTo(writes, customer, 'BUSINESS')();
      mustEqual(_tag, 'Right', 'another segment');
    },
  },
  {
    name: 'seeding adds what is missing and leaves the rest alone',
    check: async (make) => {
      const { store } = await storeInUse(make);
      await succeeds(updateSegment(store)('SOHO', { requestId: 'S-1', ...retire }, context()));
      const vip = { code: 'VIP', name: 'Very important', description: null, status: 'ACTIVE' as const };
      await succeeds(store.catalogue.seed(catalogueOf([...exampleCatalogue.segments.values(), vip], [])));
      const segments = await succeeds(listSegments(store));
      mustEqual(
        segments.map(({ code, status }) => [code, status]),
        [
          ['BUSINESS', 'ACTIVE'],
          ['RESIDENTIAL', 'ACTIVE'],
          ['SOHO', 'RETIRED'],
          ['VIP', 'ACTIVE'],
        ],
        'segments',
      );
      const { stateReasons } = await succeeds(store.catalogue.read);
      mustHold(stateReasons.has('dfltActive'), 'state reasons are still there');
    },
  },
];
