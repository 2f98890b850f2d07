import { setTimeout as pause } from 'node:timers/promises';
import { readBusinessTransaction } from '../src/business-transaction.js';
import type { SeededRandom } from '@casm/test-engines';
import type { Entry, RequestLog } from './request-log.js';
import { segments, segmentPath } from './tenant.js';

export interface Load {
  /** Stops sending. Resolves when every sent request has its answer, or at the deadline. */
  readonly stop: (deadlineMs: number) => Promise<void>;
}

const workers = 32;
const hotCustomers = 3;

/**
 * Starts callers that move customers, at most `rate` times a second. Each waits for the answer before its next request.
 */
export const startLoad = (
  log: RequestLog,
  random: SeededRandom,
  { externalIds, rate }: { readonly externalIds: ReadonlyArray<string>; readonly rate: number },
): Load => {
  const versions = new Map<string, number>();
  const recent: Array<Entry> = [];
  let [sent, stopping, givingUp] = [0, false, false];
  const started = performance.now();

  const next = (own: SeededRandom, worker: number): Entry => {
    sent += 1;
    // A few customers get much of the traffic, because order is tested by changes in quick succession.
    const externalId = own.pick(own.next() < 0.2 ? externalIds.slice(0, hotCustomers) : externalIds);
    const requestId = `load-${worker}-${sent}`;
    const known = versions.get(externalId);
    const oddity = own.next();
    const body = {
      requestId,
      customer: { externalId: oddity < 0.005 ? 'NOBODY' : externalId },
      customerSegment: oddity > 0.995 ? 'NOWHERE' : own.pick(segments),
      ...(own.next() < 0.5 ? { reason: `fault test ${sent}` } : {}),
    };
    return log.open(requestId, {
      method: 'PUT',
      path: segmentPath,
      body: JSON.stringify(body),
      ifMatch: known !== undefined && own.next() < 0.2 ? known : null,
    });
  };

  const remember = (entry: Entry): void => {
    if (entry.answer.kind !== 'acknowledged') return;
    recent.push(entry);
    if (recent.length > 500) recent.shift();
    const customer = readBusinessTransaction(entry.answer.body)?.payload.customer;
    const externalId = /"externalId":"([^"]+)"/.exec(entry.call.body)?.[1];
    if (customer !== undefined && externalId !== undefined)
      versions.set(externalId, Math.max(customer.version, versions.get(externalId) ?? 0));
  };

  const work = async (worker: number): Promise<void> => {
    const own = random.fork(`worker ${worker}`);
    while (!stopping) {
      const due = (sent / rate) * 1000 - (performance.now() - started);
      // Requests that could not be sent during an outage are not sent later.
      if (due < -1000) sent = Math.ceil(((performance.now() - started) / 1000) * rate);
      if (due > 0) await pause(due);
      if (recent.length > 0 && own.next() < 0.05) {
        await log.settle(own.pick(recent), () => givingUp);
        continue;
      }
      const entry = next(own, worker);
      await log.settle(entry, () => givingUp);
      remember(entry);
    }
  };

  const working = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return {
    stop: async (deadlineMs) => {
      stopping = true;
      const late = setTimeout(() => (givingUp = true), deadlineMs);
      await working;
      clearTimeout(late);
    },
  };
};
