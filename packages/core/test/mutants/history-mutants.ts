import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { CustomerHistory, CustomerSnapshot, HistoryPage, SegmentPeriod, StatePeriod } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inHistory = (name: string, mutate: (history: CustomerHistory) => CustomerHistory): Mutant<InMemoryStore> => ({
  name: `history: ${name}`,
  mutate: (store) => ({ ...store, history: mutate(store.history) }),
});

/** Applies the same change to the periods of both histories. */
const periods = (
  name: string,
  other: <P extends SegmentPeriod | StatePeriod>(all: ReadonlyArray<P>) => ReadonlyArray<P>,
): ReadonlyArray<Mutant<InMemoryStore>> => [
  inHistory(`segments: ${name}`, (history) => ({
    ...history,
    segments: (ref, page) =>
      change(O.map((all: ReadonlyArray<SegmentPeriod>) => other(all)))(history.segments(ref, page)),
  })),
  inHistory(`states: ${name}`, (history) => ({
    ...history,
    states: (ref, page) => change(O.map((all: ReadonlyArray<StatePeriod>) => other(all)))(history.states(ref, page)),
  })),
];

const paged = (name: string, other: (page: HistoryPage) => HistoryPage): ReadonlyArray<Mutant<InMemoryStore>> => [
  inHistory(`segments: ${name}`, (history) => ({
    ...history,
    segments: (ref, page) => history.segments(ref, other(page)),
  })),
  inHistory(`states: ${name}`, (history) => ({ ...history, states: (ref, page) => history.states(ref, other(page)) })),
];

const snapshot = (name: string, other: (snapshot: CustomerSnapshot) => CustomerSnapshot): Mutant<InMemoryStore> =>
  inHistory(`snapshot: ${name}`, (history) => ({
    ...history,
    snapshot: (ref, limit) => change(O.map(other))(history.snapshot(ref, limit)),
  }));

const common = ['from', 'to', 'initiator', 'onBehalfOf', 'reason', 'requestId', 'transactionId', 'version'] as const;

export const historyMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, SegmentPeriod>('segments', [...common, 'customerSegment'], (store, spoilIt) => ({
    ...store,
    history: {
      ...store.history,
      segments: (ref, page) =>
        change(O.map((all: ReadonlyArray<SegmentPeriod>) => all.map(spoilIt)))(store.history.segments(ref, page)),
    },
  })),
  ...eachMember<InMemoryStore, StatePeriod>('states', [...common, 'state'], (store, spoilIt) => ({
    ...store,
    history: {
      ...store.history,
      states: (ref, page) =>
        change(O.map((all: ReadonlyArray<StatePeriod>) => all.map(spoilIt)))(store.history.states(ref, page)),
    },
  })),
  ...periods('the reason is dropped', (all) => all.map((period) => ({ ...period, reason: null }))),
  ...periods('oldest first', (all) => all.toReversed()),
  ...periods('only the latest', (all) => all.slice(0, 1)),
  ...periods('without the first', (all) => all.filter(({ version }) => version > 1)),
  ...periods('every period has ended', (all) => all.map((period) => ({ ...period, to: period.to ?? period.from }))),
  ...paged('the limit is ignored', (page) => ({ ...page, limit: 1000 })),
  ...paged('one less than was asked for', (page) => ({ ...page, limit: page.limit - 1 })),
  ...paged('every page is the first', (page) => ({ ...page, before: null })),
  ...paged('a page begins where the last one ended', (page) => ({
    ...page,
    before: page.before === null ? null : page.before + 1,
  })),
  ...paged('the moment is ignored', (page) => ({ ...page, asOf: null })),
  inHistory('segments: none by external id', (history) => ({
    ...history,
    segments: (ref, page) => (ref.refId === undefined ? TE.right(O.none) : history.segments(ref, page)),
  })),
  inHistory('states: none by external id', (history) => ({
    ...history,
    states: (ref, page) => (ref.refId === undefined ? TE.right(O.none) : history.states(ref, page)),
  })),
  inHistory('segments: an empty history of somebody who does not exist', (history) => ({
    ...history,
    segments: (ref, page) =>
      change((found: O.Option<ReadonlyArray<SegmentPeriod>>) => O.some(O.getOrElse(() => noSegments)(found)))(
        history.segments(ref, page),
      ),
  })),
  inHistory('states: an empty history of somebody who does not exist', (history) => ({
    ...history,
    states: (ref, page) =>
      change((found: O.Option<ReadonlyArray<StatePeriod>>) => O.some(O.getOrElse(() => noStates)(found)))(
        history.states(ref, page),
      ),
  })),
  inHistory('snapshot: none by external id', (history) => ({
    ...history,
    snapshot: (ref, limit) => (ref.refId === undefined ? TE.right(O.none) : history.snapshot(ref, limit)),
  })),
  inHistory('snapshot: the limit is ignored', (history) => ({
    ...history,
    snapshot: (ref) => history.snapshot(ref, 1000),
  })),
  snapshot('the segments of an earlier moment', (all) => ({ ...all, segments: all.segments.slice(1) })),
  snapshot('the states of an earlier moment', (all) => ({ ...all, states: all.states.slice(1) })),
  snapshot('the customer of an earlier moment', (all) => ({
    ...all,
    customer: { ...all.customer, version: all.customer.version - 1 },
  })),
];

const noSegments: ReadonlyArray<SegmentPeriod> = [];
const noStates: ReadonlyArray<StatePeriod> = [];
