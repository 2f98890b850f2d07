import * as O from 'fp-ts/lib/Option.js';
import { mustEqual, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { day, deliver, everything, life, moved, received } from './in-use.js';

const byState = (given: Readonly<Record<string, number>>) => ({
  INACTIVE: 0,
  ACTIVE: 0,
  SUSPENDED: 0,
  DEACTIVATED: 0,
  ...given,
});

const suspended = { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: day(1) } as const;

export const reportLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'the reports of an empty warehouse are empty',
    check: async (make) => {
      const subject = await make();
      mustEqual(
        await everything(subject, ['a']),
        {
          segments: [],
          moves: [],
          campaign: { applied: 0, latestOccurredAt: null, segments: [] },
          freshness: { versions: 0, missingVersions: 0, latestOccurredAt: null },
          customers: [O.none],
        },
        'reports',
      );
      mustEqual((await succeeds(subject.reports.freshness)).latestMs, null, 'freshness');
      mustEqual(await succeeds(subject.deadLetters.list(null, 10)), [], 'dead letters');
    },
  },
  {
    name: 'a customer record has the current value and every version with its validity',
    check: async (make) => {
      const transactions = life('a', 3);
      const { reports } = await received(make, deliver([...transactions, ...life('b', 1)]));
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
      mustEqual(await succeeds(reports.customer({ refId: 'crm-a' })), O.none, 'by an id of the other kind');
    },
  },
  {
    name: 'each customer is counted in its current segment and state, customers without a segment last',
    check: async (make) => {
      const { reports } = await received(
        make,
        deliver([
          ...life('a', 2),
          ...life('b', 1),
          ...life('c', 3),
          moved('d', 1, 'SOHO', 'BUSINESS'),
          moved('e', 1, null, null),
          moved('f', 1, null, 'SOHO', { state: suspended }),
        ]),
        deliver([moved('b', 2, 'RESIDENTIAL', 'RESIDENTIAL', { state: suspended })], 20),
      );
      mustEqual(
        await succeeds(reports.segments),
        [
          { customerSegment: 'BUSINESS', customers: 1, byState: byState({ ACTIVE: 1 }) },
          { customerSegment: 'RESIDENTIAL', customers: 2, byState: byState({ ACTIVE: 1, SUSPENDED: 1 }) },
          { customerSegment: 'SOHO', customers: 2, byState: byState({ ACTIVE: 1, SUSPENDED: 1 }) },
          { customerSegment: null, customers: 1, byState: byState({ ACTIVE: 1 }) },
        ],
        'population',
      );
    },
  },
  {
    name: 'a segment without customers is not reported',
    check: async (make) => {
      const { reports } = await received(make, deliver(life('a', 1)), deliver(life('a', 2), 1));
      mustEqual(
        (await succeeds(reports.segments)).map(({ customerSegment }) => customerSegment),
        ['SOHO'],
        'segments',
      );
    },
  },
  {
    name: 'the moves of each day are counted in order, including the first and the last day',
    check: async (make) => {
      const away = moved('d', 3, 'SOHO', null);
      const { reports } = await received(
        make,
        deliver([...life('a', 2), ...life('b', 1), ...life('c', 3), moved('e', 1, 'SOHO', 'BUSINESS'), away]),
      );
      const [first, second, third] = [
        [
          { day: '2026-01-01', from: null, to: 'RESIDENTIAL', moves: 3 },
          { day: '2026-01-01', from: 'SOHO', to: 'BUSINESS', moves: 1 },
        ],
        [{ day: '2026-01-02', from: 'RESIDENTIAL', to: 'SOHO', moves: 2 }],
        [
          { day: '2026-01-03', from: 'SOHO', to: null, moves: 1 },
          { day: '2026-01-03', from: 'SOHO', to: 'RESIDENTIAL', moves: 1 },
        ],
      ];
      const moves = (from: string, to: string) => succeeds(reports.segmentMoves(from, to));
      mustEqual(await moves('2026-01-01', '2026-01-03'), [first, second, third].flat(), 'all days');
      mustEqual(await moves('2026-01-02', '2026-01-02'), second, 'one day');
      mustEqual(await moves('2026-01-04', '2026-01-31'), [], 'later days');
    },
  },
];
