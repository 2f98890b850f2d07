import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type {
  Campaign,
  CampaignLoading,
  CampaignRepository,
  CampaignRow,
  CampaignWork,
  RowPage,
  RowResult,
  WorkedChunk,
} from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

type Mutation<A> = (subject: A) => Partial<A>;

const inCampaigns = (name: string, mutate: Mutation<CampaignRepository>): Mutant<InMemoryStore> => ({
  name: `campaigns: ${name}`,
  mutate: (store) => ({ ...store, campaigns: { ...store.campaigns, ...mutate(store.campaigns) } }),
});

const inLoading = (name: string, mutate: Mutation<CampaignLoading>): Mutant<InMemoryStore> => ({
  name: `campaign loading: ${name}`,
  mutate: (store) => ({
    ...store,
    campaignLoading: { ...store.campaignLoading, ...mutate(store.campaignLoading) },
  }),
});

/** Decides on another campaign or row than the given one. */
const onAnother = (
  name: string,
  another: { readonly campaign?: (campaign: Campaign) => Campaign; readonly row?: (row: CampaignRow) => CampaignRow },
): Mutant<InMemoryStore> => ({
  name: `campaign work: ${name}`,
  mutate: (store) => ({
    ...store,
    campaignWork: {
      work: (holder, leaseMs, decide, mostRows) => {
        const { campaign = (same) => same, row = (same) => same } = another;
        return store.campaignWork.work(
          holder,
          leaseMs,
          (its, one, facts, at) => decide(campaign(its), row(one), facts, at),
          mostRows,
        );
      },
    },
  }),
});

const worked = (name: string, mutate: (work: CampaignWork['work']) => CampaignWork['work']): Mutant<InMemoryStore> => ({
  name: `campaign work: ${name}`,
  mutate: (store) => ({ ...store, campaignWork: { work: mutate(store.campaignWork.work) } }),
});

const paged = (name: string, another: (page: RowPage) => RowPage): Mutant<InMemoryStore> =>
  inCampaigns(`results: ${name}`, ({ results }) => ({ results: (id, page) => results(id, another(page)) }));

const appending = (name: string, another: (rows: ReadonlyArray<CampaignRow>) => ReadonlyArray<CampaignRow>) =>
  inLoading(`append: ${name}`, ({ append }) => ({ append: (id, rows) => append(id, another(rows)) }));

export const campaignMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, Campaign>(
    'campaigns find',
    [
      ...([
        'campaignId',
        'requestId',
        'initiator',
        'name',
        'customerSegment',
        'reason',
        'startAt',
        'customers',
      ] as const),
      ...(['createdAt', 'state', 'validating', 'rows', 'forecast', 'outcomes'] as const),
    ],
    (store, spoilIt) => ({
      ...store,
      campaigns: { ...store.campaigns, find: (id) => change(O.map(spoilIt))(store.campaigns.find(id)) },
    }),
  ),
  ...eachMember<InMemoryStore, RowResult>(
    'campaigns results',
    ['line', 'refId', 'externalId', 'outcome', 'transactionId', 'version', 'problem', 'rule'],
    (store, spoilIt) => ({
      ...store,
      campaigns: {
        ...store.campaigns,
        results: (id, page) =>
          change((all: ReadonlyArray<RowResult>) => all.map(spoilIt))(store.campaigns.results(id, page)),
      },
    }),
  ),
  inCampaigns('somebody is found for every id', ({ find, list }) => ({
    find: (id) =>
      TE.flatMap((found: O.Option<Campaign>) =>
        O.isSome(found)
          ? TE.right(found)
          : change(([any]: ReadonlyArray<Campaign>) => O.fromNullable(any))(list(null, 1)),
      )(find(id)),
  })),
  inCampaigns('the lowest id is listed first', ({ list }) => ({
    list: (before, limit) => change((all: ReadonlyArray<Campaign>) => all.toReversed())(list(before, limit)),
  })),
  inCampaigns('a list begins with the highest id again', ({ list }) => ({ list: (_, limit) => list(null, limit) })),
  inCampaigns('a list has no limit', ({ list }) => ({ list: (before) => list(before, 1000) })),
  inCampaigns('a move is answered and not stored', ({ move, find }) => ({
    move: (id, decide) => {
      const answer = move(id, (campaign) => {
        const decided = decide(campaign);
        return decided._tag === 'Left' ? decided : { _tag: 'Right', right: campaign };
      });
      return TE.flatMap(() => change((found: O.Option<Campaign>) => O.toNullable(found) ?? never())(find(id)))(answer);
    },
  })),
  inCampaigns('every move is allowed', ({ move }) => ({
    move: (id, decide) =>
      move(id, (campaign) => {
        const decided = decide(campaign);
        return decided._tag === 'Right' ? decided : { _tag: 'Right', right: { state: 'RUNNING', validating: false } };
      }),
  })),
  paged('the outcome is ignored', (page) => ({ ...page, outcome: null })),
  paged('every page is the first', (page) => ({ ...page, after: 0, limit: page.after > 0 ? 0 : page.limit })),
  paged('a page begins one line late', (page) => ({ ...page, after: page.after + 1 })),
  paged('a page has no limit', (page) => ({ ...page, limit: 10_000 })),
  inLoading('the same request opens another campaign', ({ open }) => {
    let opened = 0;
    return { open: (draft, key) => open(draft, { ...key, requestId: `${key.requestId}-${(opened += 1)}` }) };
  }),
  inLoading('another order under a requestId is answered with the first', ({ open }) => ({
    open: (draft, key) => open(draft, { ...key, content: '' }),
  })),
  inLoading('the requestIds of all clients are one', ({ open }) => ({
    open: (draft, key) => open(draft, { ...key, client: 'all' }),
  })),
  inLoading('nothing is discarded', () => ({ discard: () => TE.right(undefined) })),
  inLoading('nothing is sealed', ({ seal }) => {
    const sealed = new Set<string>();
    return { seal: (id) => (sealed.has(id) ? seal(id) : (sealed.add(id), seal('nobody'))) };
  }),
  appending('the last row is lost', (rows) => rows.slice(0, -1)),
  appending('rows come twice', (rows) => [...rows, ...rows]),
  appending('the order is lost', (rows) => rows.toReversed()),
  appending('an external id is no id', (rows) => rows.map((row) => ({ ...row, externalId: null }))),
  onAnother('the segment of a row is ignored', { row: (row) => ({ ...row, customerSegment: null }) }),
  onAnother('the reason of a row is ignored', { row: (row) => ({ ...row, reason: null }) }),
  onAnother('the result has another line', { row: (row) => ({ ...row, line: row.line + 1 }) }),
  onAnother('the reason of the campaign is ignored', { campaign: (its) => ({ ...its, reason: null }) }),
  onAnother('the filter is not checked again', { campaign: (its) => ({ ...its, customers: null }) }),
  onAnother('another campaign is named', { campaign: (its) => ({ ...its, campaignId: 'another' }) }),
  onAnother('another initiator is named', { campaign: (its) => ({ ...its, initiator: 'casm' }) }),
  onAnother('another user is named', { campaign: (its) => ({ ...its, onBehalfOf: 'eve@example.com' }) }),
  worked('there is never any work', () => () => TE.right(null)),
  worked(
    'a chunk does not tell its outcomes',
    (work) =>
      (...asked) =>
        TE.map((chunk: WorkedChunk | null) => (chunk === null ? null : { ...chunk, outcomes: [] }))(work(...asked)),
  ),
  worked('the number of rows has no limit', (work) => (holder, leaseMs, decide) => work(holder, leaseMs, decide)),
  worked('one call processes all chunks', (work) => (holder, leaseMs, decide) => async () => {
    for (;;) {
      const chunk = await work(holder, leaseMs, decide)();
      if (chunk._tag === 'Left' || chunk.right === null) return chunk;
    }
  }),
];

const never = (): never => {
  throw new Error('the campaign does not exist after its move');
};
