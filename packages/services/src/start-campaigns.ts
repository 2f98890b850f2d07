import { randomUUID } from 'node:crypto';
import { type CampaignWork, type CustomerWrites, decideRow, type WorkedChunk } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import type { OutboxCeiling } from './outbox-ceiling.js';
import type { Service } from './service.js';

export interface CampaignsOptions {
  /** A store: `postgresStore` has it. */
  readonly store: { readonly campaignWork: CampaignWork };
  /** What single calls are decided with: the same rules, topics and ids. */
  readonly deciding: Omit<CustomerWrites, 'customers'>;
  /** While the outbox is full, no row is changed. */
  readonly ceiling: Pick<OutboxCeiling, 'isFull'>;
  /** How many chunks this process works on at once; by default 1. */
  readonly workers?: number;
  readonly log: Log;
}

/** A chunk takes some 100 ms. Should its worker die, another one takes it up after this time. */
const leaseMs = 15_000;

/** With work at hand, how long to wait for customers that somebody has locked. */
const lockedMs = 50;
const idleMs = 1000;
const pause = { shortest: 1000, longest: 30_000 };

/**
 * Works on campaigns, in any number of processes: those that are validated and those that run. `stop` finishes the chunks in
 * hand; other processes, or the next start, go on from there.
 */
export const startCampaigns = ({ store, deciding, ceiling, workers = 1, log }: CampaignsOptions): Service => {
  const loops = Array.from({ length: workers }, () => startWorker(store.campaignWork, deciding, ceiling, log));
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};

const startWorker = (
  { work }: CampaignWork,
  deciding: CampaignsOptions['deciding'],
  { isFull }: CampaignsOptions['ceiling'],
  log: Log,
): Service => {
  const [holder, decide] = [randomUUID(), decideRow(deciding)];
  let isLocked = false;
  return backgroundLoop({
    pass: async () => {
      if (isFull()) return 'nothing';
      const worked = await work(holder, leaseMs, decide)();
      if (E.isLeft(worked)) throw new Error(worked.left.detail);
      isLocked = hasOnlyLocked(worked.right);
      return worked.right === null || isLocked ? 'nothing' : 'more';
    },
    onFailure: (error) => log.warn('campaigns cannot be worked on', { error: String(error) }),
    idle: () => (isLocked ? lockedMs : idleMs),
    pause,
  });
};

const hasOnlyLocked = (worked: WorkedChunk | null): boolean =>
  worked !== null && worked.settled === 0 && worked.left > 0;
