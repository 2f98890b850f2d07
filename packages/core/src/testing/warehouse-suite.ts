import * as O from 'fp-ts/lib/Option.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Partition } from '../ports/business-transaction-subscription.js';
import { retryDeadLetters } from '../use-cases/retry-dead-letters.js';
import { failsWith, mustEqual, mustHold, succeeds } from './law.js';
import { conflictLaws } from './warehouse-laws/conflict-laws.js';
import {
  day,
  deliver,
  everything,
  life,
  moved,
  otherPartition,
  partition,
  received,
  recordAs,
  type WarehouseLaw,
} from './warehouse-laws/in-use.js';

const byState = (active: number) => ({ INACTIVE: 0, ACTIVE: active, SUSPENDED: 0, DEACTIVATED: 0 });

export const warehouseSuite: ReadonlyArray<WarehouseLaw> = [
  ...conflictLaws,
  {
    name: 'an empty warehouse answers with nothing',
    check: async (make) => {
      const subject = await make();
      mustEqual(
        await everything(subject, ['a']),
        { segments: [], moves: [], versions: 0, missingVersions: 0, customers: [O.none] },
        'reports',
      );
      mustEqual((await succeeds(subject.reports.freshness)).latestMs, null, 'freshness');
    },
  },
  {
    name: 'stores the customer as it is now and every version with its validity',
    check: async (make) => {
      const transactions = life('a', 3);
      const { reports } = await received(make, deliver(transactions));
      const expected = {
        customer: transactions[2]?.payload.customer,
        versions: [3, 2, 1].map((version) => ({
          version,
          validFrom: day(version),
          validTo: version === 3 ? null : day(version + 1),
          customer: transactions[version - 1]?.payload.customer,
        })),
      };
      mustEqual(O.toNullable(await succeeds(reports.customer({ refId: 'a' }))), expected, 'by refId');
      mustEqual(O.toNullable(await succeeds(reports.customer({ externalId: 'crm-a' }))), expected, 'by externalId');
    },
  },
  {
    name: 'counts the population and the moves of each day',
    check: async (make) => {
      const back = moved('d', 1, 'SOHO', 'BUSINESS');
      const { reports } = await received(make, deliver([...life('a', 2), ...life('b', 1), ...life('c', 3), back]));
      mustEqual(
        await succeeds(reports.segments),
        [
          { customerSegment: 'BUSINESS', customers: 1, byState: byState(1) },
          { customerSegment: 'RESIDENTIAL', customers: 2, byState: byState(2) },
          { customerSegment: 'SOHO', customers: 1, byState: byState(1) },
        ],
        'population',
      );
      mustEqual(
        await succeeds(reports.segmentMoves('2026-01-01', '2026-01-03')),
        [
          { day: '2026-01-01', from: null, to: 'RESIDENTIAL', moves: 3 },
          { day: '2026-01-01', from: 'SOHO', to: 'BUSINESS', moves: 1 },
          { day: '2026-01-02', from: 'RESIDENTIAL', to: 'SOHO', moves: 2 },
          { day: '2026-01-03', from: 'SOHO', to: 'RESIDENTIAL', moves: 1 },
        ],
        'moves',
      );
    },
  },
  {
    name: 'what arrives twice counts once, within a batch and across batches',
    check: async (make) => {
      const once = deliver([...life('a', 3), ...life('b', 2)]);
      const expected = await everything(await received(make, once), ['a', 'b']);
      const twice = await received(make, [...once, ...once], once, once.slice(2), once.slice(0, 1));
      mustEqual(await everything(twice, ['a', 'b']), expected, 'reports');
    },
  },
  {
    name: 'a late version counts once, falls into its place, and never replaces a newer value',
    check: async (make) => {
      const inOrder = deliver([...life('a', 5), ...life('b', 3)]);
      const expected = await everything(await received(make, inOrder), ['a', 'b']);
      const late = [4, 0, 7, 2, 6, 1, 3, 5].flatMap((index) => inOrder.slice(index, index + 1));
      mustEqual(await everything(await received(make, late), ['a', 'b']), expected, 'in one batch');
      const oneByOne = await received(make, ...late.map((delivery) => [delivery]));
      mustEqual(await everything(oneByOne, ['a', 'b']), expected, 'one by one');
    },
  },
  {
    name: 'keeps for each partition how far it was read',
    check: async (make) => {
      const { warehouse, receive } = await received(make, deliver(life('a', 3), 40));
      const claimed = (partitions: ReadonlyArray<Partition>) => succeeds(warehouse.claim(partitions, 'subscriber'));
      mustEqual(await claimed([partition, otherPartition]), [{ partition, next: 43 }], 'positions');
      await succeeds(receive(deliver(life('b', 1), 7).map((delivery) => ({ ...delivery, partition: otherPartition }))));
      const positions = await claimed([otherPartition, partition]);
      const nextOf = (wanted: number): unknown => positions.find((held) => held.partition.partition === wanted)?.next;
      mustEqual([nextOf(0), nextOf(3)], [43, 8], 'both positions');
      mustEqual(await claimed([{ ...partition, cluster: 'another' }]), [], 'another cluster');
      mustEqual(await claimed([{ ...partition, group: 'another' }]), [], 'another group');
    },
  },
  {
    name: 'who has lost a partition to another subscriber can write nothing of it',
    check: async (make) => {
      const subject = await received(make, deliver(life('a', 1)));
      const successor = recordAs(subject.warehouse, 'successor');
      mustEqual(await succeeds(successor.claim([partition])), [{ partition, next: 1 }], 'where it goes on');
      const [late] = deliver(life('b', 1), 1);
      const held = deliver(life('c', 1), 0).map((delivery) => ({ ...delivery, partition: otherPartition }));
      const lost = await failsWith(subject.receive([...(late === undefined ? [] : [late]), ...held]));
      mustEqual(lost, { _tag: 'PartitionsLost', partitions: [partition] }, 'what it is told');
      mustEqual((await succeeds(subject.reports.freshness)).versions, 1, 'versions');
      await succeeds(subject.receive(held));
      await succeeds(successor.receive(deliver(life('b', 1), 1)));
      mustEqual((await succeeds(subject.reports.freshness)).versions, 3, 'versions of those who hold their partitions');
      mustEqual(await succeeds(successor.claim([partition])), [{ partition, next: 2 }], 'position');
    },
  },
  {
    name: 'counts the versions that are missing until they arrive',
    check: async (make) => {
      const inOrder = deliver([...life('a', 5), ...life('b', 3)]);
      const subject = await received(make);
      const missing = async (...indexes: ReadonlyArray<number>): Promise<number> => {
        await succeeds(subject.receive(indexes.flatMap((index) => inOrder.slice(index, index + 1))));
        return (await succeeds(subject.reports.freshness)).missingVersions;
      };
      mustEqual(await missing(0, 1), 0, 'a1, a2');
      mustEqual(await missing(4), 2, 'a5: 3 and 4 are missing');
      mustEqual(await missing(7, 4), 4, 'b3: 1 and 2 are missing');
      mustEqual(await missing(3, 3), 3, 'a4 late, twice');
      mustEqual(await missing(2, 5), 1, 'a3 and b1');
      mustEqual(await missing(6), 0, 'b2');
    },
  },
  {
    name: 'a message that is no Business Transaction holds up nobody',
    check: async (make) => {
      const [good] = deliver(life('a', 1), 99);
      const deep = JSON.stringify({
        ...life('b', 1)[0],
        changes: [{ field: 'state', before: null, after: 0 }],
      }).replace('"after":0', `"after":${'['.repeat(5000)}${']'.repeat(5000)}`);
      /** Their errors name the member, which no database can hold as it is. */
      const unspeakable = ['\0', '\ud800', '\udc00\ud800', 'x'.repeat(100_000)].map((name) =>
        JSON.stringify({ ...life('b', 1)[0], [name]: 1 }),
      );
      const withoutPayload = JSON.stringify({ ...life('b', 1)[0], payload: {} });
      const bodies = [null, '', '{', deep, '{}', '"\\u0000"', withoutPayload, ...unspeakable];
      const poison = bodies.map((body, offset) => ({ partition, offset, key: 'b', body }));
      const wrongKey = deliver(life('c', 1), bodies.length).map((delivery) => ({ ...delivery, key: 'somebody else' }));
      const all = [...poison, ...wrongKey, ...(good === undefined ? [] : [good])];
      const { reports, warehouse, deadLetters } = await received(make, all, all);
      mustHold(O.isSome(await succeeds(reports.customer({ refId: 'a' }))), 'the good one is stored');
      mustEqual(await succeeds(reports.customer({ refId: 'c' })), O.none, 'the one with a wrong key');
      mustEqual(await succeeds(warehouse.claim([partition], 'subscriber')), [{ partition, next: 100 }], 'positions');
      const letters = await succeeds(deadLetters.list(null, 100));
      const [first, ...others] = letters;
      mustEqual(
        await succeeds(deadLetters.list(first?.delivery ?? null, 2)),
        others.slice(0, 2),
        'a page of the letters',
      );
      mustEqual(
        letters.map(({ delivery: { offset, key } }) => [offset, key]),
        [...poison, ...wrongKey].map(({ offset, key }) => [offset, key]),
        'dead letters',
      );
      mustHold(
        letters.every(({ kind, error }) => kind === 'unreadable' && error.length > 0),
        'each has its own error, not one of storing it',
      );
    },
  },
  {
    name: 'dead letters can be read again: what is a Business Transaction by now is applied and is dead no more',
    check: async (make) => {
      const subject = await received(make, deliver(life('a', 1)));
      const kind = 'unreadable' as const;
      const deadLetters = [
        ...deliver(life('b', 2), 1).map((delivery) => ({ kind, delivery, error: 'an older release did not know it' })),
        { kind, delivery: { partition, offset: 3, key: 'c', body: 'poison' }, error: 'is not JSON' },
      ];
      await succeeds(subject.warehouse.apply({ arrivals: [], deadLetters, positions: [], subscriber: 'subscriber' }));
      const { revived, dead } = await succeeds(retryDeadLetters(subject.deadLetters, () => undefined));
      mustEqual([revived, dead], [2, 1], 'revived and dead');
      mustEqual(
        await everything(subject, ['a', 'b']),
        await everything(await received(make, deliver([...life('a', 1), ...life('b', 2)])), ['a', 'b']),
        'reports',
      );
      mustEqual(
        (await succeeds(subject.deadLetters.list(null, 100))).map(({ delivery }) => delivery.offset),
        [3],
        'what is left',
      );
      mustEqual(
        await succeeds(
          subject.deadLetters.resolve(
            [
              { partition, offset: 3 },
              { partition, offset: 99 },
            ],
            [],
          ),
        ),
        1,
        'how many are forgotten',
      );
      mustEqual(await succeeds(subject.deadLetters.list(null, 100)), [], 'after the rest was discarded');
    },
  },
  {
    name: 'gives back the versions it has, as they arrived',
    check: async (make) => {
      const transactions = life('a', 2);
      const { repair } = await received(make, deliver(transactions));
      const asked = [1, 2, 3].flatMap((version) => ['a', 'b'].map((refId) => ({ refId, version })));
      const held = await succeeds(repair.held(asked));
      mustEqual([...held].sort(byVersion), transactions, 'held');
    },
  },
  {
    name: 'restored versions and all that follows from them are as if they had been received',
    check: async (make) => {
      const all = [...life('a', 4), ...life('b', 2), ...life('c', 1)];
      const expected = await everything(await received(make, deliver(all)), ['a', 'b', 'c']);
      const subject = await received(make, deliver(all.slice(0, 2)), deliver(all.slice(3, 5), 3));
      await succeeds(subject.repair.correct({ removed: [], restored: all }));
      const wrong = await succeeds(subject.repair.rederive);
      mustEqual(await everything(subject, ['a', 'b', 'c']), expected, 'reports');
      mustHold(
        wrong.customers > 0 && wrong.population > 0 && wrong.moves > 0 && wrong.gaps > 0,
        'what was wrong is told',
      );
      mustEqual(
        await succeeds(subject.repair.rederive),
        { customers: 0, population: 0, moves: 0, gaps: 0 },
        'nothing is wrong any more',
      );
      await succeeds(subject.receive(deliver(life('c', 3), 7)));
      const grown = [...life('a', 4), ...life('b', 2), ...life('c', 3)];
      mustEqual(
        await everything(subject, ['a', 'b', 'c']),
        await everything(await received(make, deliver(grown)), ['a', 'b', 'c']),
        'what arrives afterwards',
      );
    },
  },
];

const byVersion = (a: BusinessTransaction, b: BusinessTransaction): number =>
  a.payload.customer.version - b.payload.customer.version;
