import { randomUUID } from 'node:crypto';
import { type CampaignWork, type CustomerWrites, decideRow, type WorkedChunk } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { type BackgroundLoop, backgroundLoop } from './background-loop.js';
import { type CampaignLimits, type CampaignThrottle, campaignThrottle } from './campaign-throttle.js';
import type { Log } from './log.js';
import type { OutboxCeiling } from './outbox-ceiling.js';
import type { Service } from './service.js';

/** The options of `startCampaigns`. */
export interface CampaignsOptions {
  /** A store: `postgresStore` has it. */
  readonly store: { readonly campaignWork: CampaignWork };
  /** The rules, topics and ids of the decisions, the same as for single calls. */
  readonly deciding: Omit<CustomerWrites, 'customers'>;
  /** While the outbox is nearly full, no chunk is processed, so that single changes are still accepted. */
  readonly ceiling: Pick<OutboxCeiling, 'isNearlyFull'>;
  readonly limits?: CampaignLimits;
  /** Returns the current latency of single changes in milliseconds; by default it is not considered. */
  readonly callLatency?: () => number | null;
  /**
   * The most chunks that this process works on concurrently; 4 by default, so that it decides some while the database commits others.
   * While there are single changes, it is one.
   */
  readonly workers?: number;
  readonly log: Log;
  /** Called after each chunk with its result and its duration in milliseconds. Must not throw. */
  readonly onWorked?: (chunk: WorkedChunk, durationMs: number) => void;
}

/** The running workers of the campaigns. */
export interface CampaignsService extends Service {
  /** Starts a pass of this process's workers immediately. Call it when there may be work. */
  readonly nudge: () => void;
}

/** The lease of a chunk, which takes about 100 ms. If its worker dies, another takes the chunk when the lease expires. */
const leaseMs = 15_000;

/** The wait before a retry if all remaining customers of a chunk are locked. */
const lockedMs = 50;
/** Of a worker without work; a process that changes a campaign nudges its own workers. */
const idleMs = 2000;
const pause = { shortest: 1000, longest: 30_000 };

/**
 * Processes campaigns that are being validated or that run, in any number of processes. `stop` finishes the current chunks; other
 * processes, or the next start, continue with the rest.
 */
export const startCampaigns = (options: CampaignsOptions): CampaignsService => {
  const { limits = {}, callLatency = () => null, workers = 4 } = options;
  const throttle = campaignThrottle(limits, callLatency);
  const loops = Array.from({ length: workers }, () => startWorker(options, throttle));
  return {
    nudge: () => {
      for (const loop of loops) loop.nudge();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};

const startWorker = (
  { store: { campaignWork }, deciding, ceiling, log, onWorked = () => undefined }: CampaignsOptions,
  { waitMs, begin }: CampaignThrottle,
): BackgroundLoop => {
  const [holder, decide] = [randomUUID(), decideRow(deciding)];
  let isLocked = false;
  return backgroundLoop({
    pass: async () => {
      const turn = ceiling.isNearlyFull() ? null : begin();
      if (turn === null) return 'nothing';
      try {
        const began = performance.now();
        const chunk = await campaignWork.work(holder, leaseMs, decide, turn.mostRows)();
        if (E.isLeft(chunk)) throw new Error(chunk.left.detail);
        isLocked = hasOnlyLocked(chunk.right);
        if (chunk.right === null || isLocked) return 'nothing';
        turn.end(chunk.right.phase === 'run' ? chunk.right.settled : 0);
        onWorked(chunk.right, performance.now() - began);
        return waitMs() > 0 ? 'nothing' : 'more';
      } finally {
        turn.end(null);
      }
    },
    onFailure: (error) => log.warn('campaigns cannot be worked on', { error: String(error) }),
    idle: () => waitMs() || (isLocked ? lockedMs : idleMs),
    pause,
  });
};

const hasOnlyLocked = (worked: WorkedChunk | null): boolean =>
  worked !== null && worked.settled === 0 && worked.left > 0;
