import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Campaign } from '../campaigns/campaign.js';
import { matches } from '../campaigns/campaign-filter.js';
import { type CampaignRow, customerNamedBy, storableRow } from '../campaigns/campaign-row.js';
import type { DecideRow } from '../campaigns/decide-row.js';
import { type DecidedRow, planChunk, tallyOf } from '../campaigns/plan-chunk.js';
import { phaseOf, standingWhenDone } from '../campaigns/transitions.js';
import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { CustomerRef } from '../domain/customer.js';
import type { Current, CustomerChange } from '../domain/decision.js';
import { rejected } from '../domain/rejection.js';
import type { CampaignLoading } from '../ports/campaign-loading.js';
import type { CampaignRepository } from '../ports/campaign-repository.js';
import type { CampaignWork } from '../ports/campaign-work.js';
import type { RequestKey } from '../ports/request-key.js';

export interface InMemoryCampaigns {
  readonly campaigns: CampaignRepository;
  readonly campaignLoading: CampaignLoading;
  readonly campaignWork: CampaignWork;
}

/** The parts of the store that campaigns read and write. */
interface CustomersInMemory {
  readonly current: (ref: CustomerRef) => Current | undefined;
  readonly all: () => Iterable<Current>;
  /** When the customer was created. */
  readonly createdAt: (refId: string) => Instant;
  readonly write: (change: CustomerChange) => void;
  readonly catalogue: () => Catalogue;
  readonly clock: () => Instant;
}

interface StoredCampaign {
  readonly key: RequestKey;
  campaign: Campaign;
  readonly rows: Array<CampaignRow>;
  readonly duplicates: Set<number>;
  readonly forecast: Array<DecidedRow>;
  readonly results: Array<DecidedRow>;
}

const chunkSize = 100;

export const inMemoryCampaigns = (customers: CustomersInMemory): InMemoryCampaigns => {
  const stored = new Map<string, StoredCampaign>();

  const present = ({ campaign, forecast, results }: StoredCampaign): Campaign => ({
    ...campaign,
    forecast: tallyOf(forecast),
    outcomes: tallyOf(results),
  });
  const currentOf = (row: CampaignRow): Current | null => {
    const named = customerNamedBy(row);
    return named === null ? null : (customers.current(named) ?? null);
  };
  const notFound = (campaignId: string) => E.left({ _tag: 'CampaignNotFound' as const, campaignId });

  const chosenBy = (filter: Campaign['customers']): ReadonlyArray<CampaignRow> =>
    filter === null
      ? []
      : [...customers.all()]
          .filter((current) => matches(filter, current))
          .filter(
            ({ customer: { refId } }) =>
              filter.createdBefore === undefined || customers.createdAt(refId) < filter.createdBefore,
          )
          .map(({ customer: { refId } }) => refId)
          .sort()
          .map((refId, index) => ({ line: index + 1, refId, externalId: null, customerSegment: null, reason: null }));

  const markDuplicates = ({ rows, duplicates }: StoredCampaign): void => {
    const seen = new Set<string>();
    for (const row of rows.toReversed()) {
      const named = customerNamedBy(row);
      if (named === null) continue;
      const refId = currentOf(row)?.customer.refId;
      const name = JSON.stringify(refId === undefined ? named : { refId });
      if (seen.has(name)) duplicates.add(row.line);
      seen.add(name);
    }
  };

  const workOn = (entry: StoredCampaign, phase: 'validate' | 'run', decide: DecideRow, mostRows: number) => {
    const done = phase === 'run' ? entry.results : entry.forecast;
    const rows = entry.rows
      .slice(done.length, done.length + (phase === 'run' ? Math.min(chunkSize, mostRows) : chunkSize))
      .map((row) => ({ row, current: currentOf(row), isDuplicate: entry.duplicates.has(row.line) }));
    if (rows.length === 0) {
      entry.campaign = { ...entry.campaign, ...standingWhenDone(entry.campaign) };
      return null;
    }
    const decided = planChunk(entry.campaign, rows, customers.catalogue(), decide, customers.clock());
    if (phase === 'run') decided.forEach(({ write }) => write !== null && customers.write(write.change));
    done.push(...decided);
    return {
      campaignId: entry.campaign.campaignId,
      phase,
      settled: decided.length,
      outcomes: tallyOf(decided),
      left: 0,
    };
  };

  return {
    campaigns: {
      find: (campaignId) => async () => E.right(O.map(present)(O.fromNullable(stored.get(campaignId)))),
      list: (before, limit) => async () =>
        E.right(
          [...stored.values()]
            .map(present)
            .filter(({ campaignId }) => before === null || campaignId < before)
            .sort((a, b) => (a.campaignId > b.campaignId ? -1 : 1))
            .slice(0, limit),
        ),
      move: (campaignId, decide) => async () => {
        const found = stored.get(campaignId);
        if (found === undefined) return notFound(campaignId);
        return E.map((standing: object) => {
          found.campaign = { ...found.campaign, ...standing };
          return present(found);
        })(decide(present(found)));
      },
      results:
        (campaignId, { outcome, after, limit }) =>
        async () =>
          E.right(
            (stored.get(campaignId)?.results ?? [])
              .map(({ result }) => result)
              .filter((result) => result.line > after && (outcome ?? result.outcome) === result.outcome)
              .slice(0, limit),
          ),
    },
    campaignLoading: {
      open: (draft, key) => async () => {
        const same = [...stored.values()].find(
          (other) => other.key.client === key.client && other.key.requestId === key.requestId,
        );
        if (same !== undefined && same.campaign.rows !== null)
          return same.key.content === key.content
            ? E.right(present(same))
            : E.left(rejected({ _tag: 'RequestIdReused', requestId: key.requestId }));
        if (same !== undefined) stored.delete(same.campaign.campaignId);
        stored.set(draft.campaignId, {
          key,
          campaign: draft,
          rows: [],
          duplicates: new Set(),
          forecast: [],
          results: [],
        });
        return E.right(draft);
      },
      append: (campaignId, rows) => async () => {
        const found = stored.get(campaignId);
        if (found === undefined) return notFound(campaignId);
        found.rows.push(...rows.map(storableRow));
        return E.right(undefined);
      },
      seal: (campaignId) => async () => {
        const found = stored.get(campaignId);
        if (found === undefined) return notFound(campaignId);
        if (found.campaign.rows !== null) return E.right(present(found));
        found.rows.push(...chosenBy(found.campaign.customers));
        markDuplicates(found);
        found.campaign = { ...found.campaign, rows: found.rows.length };
        return E.right(present(found));
      },
      discard: (campaignId) => async () => {
        if (stored.get(campaignId)?.campaign.rows === null) stored.delete(campaignId);
        return E.right(undefined);
      },
    },
    campaignWork: {
      work:
        (_holder, _leaseMs, decide, mostRows = chunkSize) =>
        async () => {
          for (const entry of stored.values()) {
            const phase = phaseOf(entry.campaign, customers.clock());
            const worked = phase === null ? null : workOn(entry, phase, decide, mostRows);
            if (worked !== null) return E.right(worked);
          }
          return E.right(null);
        },
    },
  };
};
