import type { CampaignsInState } from '@casm/adapter-postgres';
import { campaignStates, type ReadFailure, type WorkedChunk } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** From the chunk of a lone row to one of a thousand beside a busy database. */
const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Campaigns by state, and the rows that this process works on. */
export const meterCampaigns = (
  registry: Registry,
  states: () => E.Either<ReadFailure, ReadonlyArray<CampaignsInState>>,
): ((chunk: WorkedChunk, durationMs: number) => void) => {
  new Gauge({
    name: 'casm_campaigns',
    help: 'Campaigns of the whole installation, by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset();
      const counted = states();
      if (E.isLeft(counted)) return;
      campaignStates.forEach((state) => this.set({ state }, 0));
      for (const { state, campaigns } of counted.right) this.set({ state }, campaigns);
    },
  });
  const rows = new Counter({
    name: 'casm_campaign_rows_total',
    help: 'Rows of campaigns that this process has worked on, by phase (validate or run) and outcome',
    labelNames: ['phase', 'outcome'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'casm_campaign_chunk_duration_seconds',
    help: 'The duration of one chunk of a campaign, by phase',
    labelNames: ['phase'],
    buckets: seconds,
    registers: [registry],
  });
  return ({ phase, outcomes }, durationMs) => {
    for (const entry of outcomes) rows.inc({ phase, outcome: entry.outcome }, entry.rows);
    duration.observe({ phase }, durationMs / 1000);
  };
};
