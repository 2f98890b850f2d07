import type { CampaignsInState, PoolStatus, SettledBatch } from '@casm/adapter-postgres';
import type { ReadFailure, WorkedChunk } from '@casm/core';
import type { SweepStep } from '@casm/services';
import type * as E from 'fp-ts/lib/Either.js';
import type { Registry } from 'prom-client';
import { meterBatches } from './batch-metrics.js';
import { meterCampaigns } from './campaign-metrics.js';
import { meterPools } from './pool-metrics.js';
import { meterSweep } from './sweep-metrics.js';

interface MeteredWork {
  readonly pools: () => Readonly<Record<string, PoolStatus>>;
  readonly campaigns: () => E.Either<ReadFailure, ReadonlyArray<CampaignsInState>>;
}

/** What hears of the work of a serving process. */
export interface WorkMeters {
  readonly onBatch: (batch: SettledBatch) => void;
  readonly onSwept: (step: SweepStep) => void;
  readonly onChunk: (chunk: WorkedChunk, durationMs: number) => void;
}

/** Measures what a serving process does for its requests and beside them. */
export const meterWork = (registry: Registry, { pools, campaigns }: MeteredWork): WorkMeters => {
  const onBatch = meterBatches(registry, {
    of: 'commit',
    items: 'changes',
    help: 'Changes that were loaded, decided and committed together',
  });
  meterPools(registry, pools);
  return {
    onBatch: ({ changes, durationMs }) => onBatch(changes.length, durationMs),
    onSwept: meterSweep(registry),
    onChunk: meterCampaigns(registry, campaigns),
  };
};
