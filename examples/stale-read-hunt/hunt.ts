import { setTimeout as pause } from 'node:timers/promises';
import {
  type CustomerRepository,
  customerService,
  type CustomerWrites,
  readEffectiveSegment,
  type SegmentReads,
} from '@casm/core';
import { succeeds } from '@casm/core/testing';
import { chargeIn, invoicesFor, monthOf } from '../billing-run/invoices.js';
import { rateUsage } from '../rating/rate-usage.js';

export interface Hunted {
  /** Answers about customers that are moved. */
  readonly reads: number;
  /** Answers older than a change that was answered before the read began. */
  readonly stale: number;
  readonly moves: number;
}

export interface Hunt {
  readonly writes: CustomerWrites;
  /** The reads of rating and billing. */
  readonly reads: SegmentReads;
  /** External ids of the customers that are moved. */
  readonly moved: ReadonlyArray<string>;
  /** External ids of other customers, which make the statements of rating and billing longer. */
  readonly others: ReadonlyArray<string>;
  /** The hunt ends when this many answers have been checked. */
  readonly most: number;
}

const segments = ['SOHO', 'BUSINESS', 'RESIDENTIAL'];

/** Versions by external id. */
type Versions = ReadonlyMap<string, number>;

/**
 * Writers move every customer repeatedly while readers rate, bill and read single segments. Before a read, a reader
 * notes the versions already answered to writers; each answer must have that version or a later one.
 */
export const huntForStaleReads = async ({ writes, reads, moved, others, most }: Hunt): Promise<Hunted> => {
  const casm = customerService(writes);
  const answered = new Map<string, number>();
  let [checked, stale, moves] = [0, 0, 0];
  const isOver = (): boolean => checked >= most;
  const ids = [...moved, ...others];

  const check = async (read: () => Promise<Versions>): Promise<void> => {
    const before = new Map(answered);
    const versions = await read();
    for (const [id, version] of before) {
      const found = versions.get(id);
      if (found === undefined) continue;
      checked += 1;
      if (found < version) stale += 1;
    }
  };

  const single = async (id: string): Promise<Versions> => {
    const { version } = await succeeds(readEffectiveSegment(reads)({ externalId: id }));
    return new Map([[id, version]]);
  };
  const rating = async (): Promise<Versions> => {
    const versions = new Map<string, number>();
    const lines = ids.map((customer) => JSON.stringify({ customer, usedAt: '2026-01-20T09:30:00Z', minutes: 1 }));
    for await (const rated of rateUsage(reads, lines))
      if ('version' in rated) versions.set(rated.usage.customer, rated.version);
    return versions;
  };
  const billing = async (): Promise<Versions> => {
    const lines = ids.map((customer) => JSON.stringify({ customer, chargedAt: '2026-01-20T09:30:00Z', cents: 1 }));
    const invoices = await invoicesFor(reads, lines.map(chargeIn), monthOf(2026, 1));
    return new Map(invoices.map(({ customer, version }) => [customer.externalId, version]));
  };

  const moveOn = async (id: string): Promise<void> => {
    for (let n = 0; !isOver(); n += 1) {
      const result = await casm.updateCustomerSegment(
        { requestId: writes.newId(), customer: { externalId: id }, customerSegment: segments[n % 3] ?? '' },
        { client: 'crm', timeoutMs: 30_000 },
      );
      if (result.outcome !== 'changed') throw new Error(`a move was not made: ${JSON.stringify(result)}`);
      moves += 1;
      answered.set(id, result.transaction.payload.customer.version);
      // The calls directly after the change.
      await Promise.all([check(() => single(id)), check(rating)]);
    }
  };
  const readOn = async (read: () => Promise<Versions>): Promise<void> => {
    while (!isOver()) await check(read);
  };

  await Promise.all([...moved.map(moveOn), ...[rating, rating, billing].map(readOn)]);
  return { reads: checked, stale, moves };
};

/** Breaks the rule on purpose: a read joins a running read of the same customers, which takes some milliseconds. */
export const joiningReads = (customers: CustomerRepository): SegmentReads => {
  const running = new Map<string, ReturnType<ReturnType<CustomerRepository['effectiveSegments']>>>();
  const readSlowly: CustomerRepository['effectiveSegments'] = (refs) => async () => {
    const found = await customers.effectiveSegments(refs)();
    await pause(5);
    return found;
  };
  return {
    customers: {
      effectiveSegments: (refs) => () => {
        const name = JSON.stringify(refs);
        const joined = running.get(name);
        if (joined !== undefined) return joined;
        const mine = readSlowly(refs)().finally(() => running.delete(name));
        running.set(name, mine);
        return mine;
      },
    },
  };
};
