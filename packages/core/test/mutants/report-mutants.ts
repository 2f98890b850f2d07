import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type {
  CampaignEffect,
  CustomerRecord,
  Freshness,
  SegmentMoves,
  SegmentPopulation,
  WarehouseReports,
} from '../../src/index.js';
import type { InMemoryWarehouse } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inReports = (
  name: string,
  mutate: (reports: WarehouseReports) => WarehouseReports,
): Mutant<InMemoryWarehouse> => ({
  name: `reports: ${name}`,
  mutate: (subject) => ({ ...subject, reports: mutate(subject.reports) }),
});

const segments = (name: string, other: (all: ReadonlyArray<SegmentPopulation>) => ReadonlyArray<SegmentPopulation>) =>
  inReports(`segments: ${name}`, (reports) => ({ ...reports, segments: change(other)(reports.segments) }));

const moves = (name: string, other: (all: ReadonlyArray<SegmentMoves>) => ReadonlyArray<SegmentMoves>) =>
  inReports(`moves: ${name}`, (reports) => ({
    ...reports,
    segmentMoves: (from, to) => change(other)(reports.segmentMoves(from, to)),
  }));

const records = (name: string, other: (record: CustomerRecord) => CustomerRecord) =>
  inReports(`customer: ${name}`, (reports) => ({
    ...reports,
    customer: (ref) => change((found: O.Option<CustomerRecord>) => O.map(other)(found))(reports.customer(ref)),
  }));

const everyVersion = (name: string, other: (version: CustomerRecord['versions'][number]) => typeof version) =>
  records(name, (record) => ({ ...record, versions: record.versions.map(other) }));

const freshness = (name: string, other: (freshness: Freshness) => Freshness) =>
  inReports(`freshness: ${name}`, (reports) => ({ ...reports, freshness: change(other)(reports.freshness) }));

const effects = (name: string, other: (effect: CampaignEffect) => CampaignEffect) =>
  inReports(`campaign: ${name}`, (reports) => ({
    ...reports,
    campaign: (campaignId) => change(other)(reports.campaign(campaignId)),
  }));

const anHourLater = (day: string): string => `${day}T01`;

export const reportMutants: ReadonlyArray<Mutant<InMemoryWarehouse>> = [
  ...eachMember<InMemoryWarehouse, SegmentPopulation>(
    'segments',
    ['customerSegment', 'customers', 'byState'],
    (subject, spoilIt) => ({
      ...subject,
      reports: {
        ...subject.reports,
        segments: change((all: ReadonlyArray<SegmentPopulation>) => all.map(spoilIt))(subject.reports.segments),
      },
    }),
  ),
  segments('in no order', (all) => all.toReversed()),
  segments('no segment comes first', (all) => [
    ...all.filter(({ customerSegment }) => customerSegment === null),
    ...all.filter(({ customerSegment }) => customerSegment !== null),
  ]),
  segments('customers without a segment are left out', (all) =>
    all.filter(({ customerSegment }) => customerSegment !== null),
  ),
  segments('all are active', (all) =>
    all.map((one) => ({ ...one, byState: { INACTIVE: 0, ACTIVE: one.customers, SUSPENDED: 0, DEACTIVATED: 0 } })),
  ),
  segments('empty segments are reported', (all) => [
    ...all,
    { customerSegment: 'Z', customers: 0, byState: { INACTIVE: 0, ACTIVE: 0, SUSPENDED: 0, DEACTIVATED: 0 } },
  ]),
  ...eachMember<InMemoryWarehouse, SegmentMoves>('moves', ['day', 'from', 'to', 'moves'], (subject, spoilIt) => ({
    ...subject,
    reports: {
      ...subject.reports,
      segmentMoves: (from, to) =>
        change((all: ReadonlyArray<SegmentMoves>) => all.map(spoilIt))(subject.reports.segmentMoves(from, to)),
    },
  })),
  moves('in no order', (all) => all.toReversed()),
  moves('into no segment are left out', (all) => all.filter(({ to }) => to !== null)),
  moves('from no segment are left out', (all) => all.filter(({ from }) => from !== null)),
  inReports('moves: the first day is left out', (reports) => ({
    ...reports,
    segmentMoves: (from, to) => reports.segmentMoves(anHourLater(from), to),
  })),
  inReports('moves: the last day is left out', (reports) => ({
    ...reports,
    segmentMoves: (from, to) =>
      change((all: ReadonlyArray<SegmentMoves>) => all.filter(({ day }) => day < to))(reports.segmentMoves(from, to)),
  })),
  inReports('moves: the first day is ignored', (reports) => ({
    ...reports,
    segmentMoves: (_, to) => reports.segmentMoves('0001-01-01', to),
  })),
  inReports('moves: the last day is ignored', (reports) => ({
    ...reports,
    segmentMoves: (from) => reports.segmentMoves(from, '9999-12-31'),
  })),
  ...eachMember<InMemoryWarehouse, CampaignEffect>(
    'campaign',
    ['applied', 'latestOccurredAt', 'segments'],
    (subject, spoilIt) => ({
      ...subject,
      reports: {
        ...subject.reports,
        campaign: (campaignId) => change(spoilIt)(subject.reports.campaign(campaignId)),
      },
    }),
  ),
  effects('before and after change places', ({ segments: all, ...effect }) => ({
    ...effect,
    segments: all.map(({ customerSegment, before, after }) => ({ customerSegment, before: after, after: before })),
  })),
  effects('customers without a segment are left out', (effect) => ({
    ...effect,
    segments: effect.segments.filter(({ customerSegment }) => customerSegment !== null),
  })),
  effects('segments are in no order', (effect) => ({ ...effect, segments: effect.segments.toReversed() })),
  inReports('campaign: all campaigns are one', (reports) => ({
    ...reports,
    campaign: () => reports.campaign('autumn'),
  })),
  records('oldest first', (record) => ({ ...record, versions: record.versions.toReversed() })),
  records('only the latest version', (record) => ({ ...record, versions: record.versions.slice(0, 1) })),
  records('as it was first', (record) => ({
    ...record,
    customer: record.versions.at(-1)?.customer ?? record.customer,
  })),
  everyVersion('as it is now', (version) => ({ ...version, customer: { ...version.customer, customName: 'now' } })),
  everyVersion('no version ends', (version) => ({ ...version, validTo: null })),
  everyVersion('every version has ended', (version) => ({ ...version, validTo: version.validTo ?? version.validFrom })),
  everyVersion('from the beginning on', (version) => ({ ...version, validFrom: '1970-01-01T00:00:00.000Z' })),
  inReports('customer: none by external id', (reports) => ({
    ...reports,
    customer: (ref) => (ref.refId === undefined ? TE.right(O.none) : reports.customer(ref)),
  })),
  inReports('customer: a refId may be an external id', (reports) => ({
    ...reports,
    customer: (ref) =>
      TE.flatMap((found: O.Option<CustomerRecord>) =>
        O.isSome(found) || ref.refId === undefined ? TE.right(found) : reports.customer({ externalId: ref.refId }),
      )(reports.customer(ref)),
  })),
  ...eachMember<InMemoryWarehouse, Freshness>(
    'freshness',
    ['versions', 'missingVersions', 'deadLetters', 'conflicts', 'latestOccurredAt'],
    (subject, spoilIt) => ({
      ...subject,
      reports: { ...subject.reports, freshness: change(spoilIt)(subject.reports.freshness) },
    }),
  ),
  freshness('nothing is missing', (all) => ({ ...all, missingVersions: 0 })),
  freshness('no latency', (all) => ({ ...all, latestMs: null })),
  freshness('a latency before the first', (all) => ({ ...all, latestMs: all.latestMs ?? { p50: 0, p99: 0, max: 0 } })),
  freshness('the median is the longest', (all) => ({
    ...all,
    latestMs: all.latestMs === null ? null : { ...all.latestMs, p50: all.latestMs.max },
  })),
  freshness('the longest is the median', (all) => ({
    ...all,
    latestMs: all.latestMs === null ? null : { ...all.latestMs, max: all.latestMs.p50 },
  })),
  freshness('seconds for milliseconds', (all) => ({
    ...all,
    latestMs:
      all.latestMs === null
        ? null
        : { p50: all.latestMs.p50 / 1000, p99: all.latestMs.p99 / 1000, max: all.latestMs.max / 1000 },
  })),
  {
    name: 'freshness: the latest moment is that of the latest arrival',
    mutate: (subject) => {
      let latest: string | null = null;
      return {
        ...subject,
        warehouse: {
          ...subject.warehouse,
          apply: (batch) => {
            latest = batch.arrivals.at(-1)?.transaction.occurredAt ?? latest;
            return subject.warehouse.apply(batch);
          },
        },
        reports: {
          ...subject.reports,
          freshness: change((all: Freshness) => ({ ...all, latestOccurredAt: latest }))(subject.reports.freshness),
        },
      };
    },
  },
];
