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
  /** The rules, topics and ids of the decisions, the same as for single calls. */
  readonly deciding: Omit<CustomerWrites, 'customers'>;
  /** While the outbox is full, no chunk is processed. */
  readonly ceiling: Pick<OutboxCeiling, 'isFull'>;
  /** The number of chunks that this process works on concurrently; 1 by default. */
  readonly workers?: number;
  readonly log: Log;
}

/** The lease of a chunk, which takes about 100 ms. If its worker dies, another takes the chunk when the lease expires. */
const leaseMs = 15_000;

/** The wait before a retry if all remaining customers of a chunk are locked. */
const lockedMs = 50;
const idleMs = 1000;
const pause = { shortest: 1000, longest: 30_000 };

/**
 * Processes campaigns that are being validated or that run, in any number of processes. `stop` finishes the current chunks; other
 * processes, or the next start, continue with the rest.
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
