import { readBusinessTransaction } from '../src/business-transaction.js';
import { get } from './api.js';
import { allReady } from './casm-process.js';
import type { Fleet } from './fleet.js';
import type { RequestLog } from './request-log.js';
import { segmentPath, segments } from './tenant.js';
import { until } from './until.js';

/** Customers that only the probes change; enough of them for every partition. */
export const probeIds: ReadonlyArray<string> = Array.from({ length: 12 }, (_, index) => `PROBE-${index}`);

const recoversWithinMs = 120_000;

/** When each step was reached, in ms; it shows which process recovered last. */
export interface Recovered {
  readonly ready: number;
  readonly acknowledged: number;
  readonly inWarehouse: number;
}

/**
 * Waits until every process is ready and, for each probe, an update is acknowledged and visible in the warehouse.
 * Rejects if this takes too long.
 */
export const recovery = (fleet: Fleet, log: RequestLog) => {
  let round = 0;

  const visible = async (url: string, refId: string, version: number): Promise<boolean> => {
    const record = await get(url, `/v1/dwh/customers/${refId}`);
    return record !== null && Number(/"version":(\d+)/.exec(record)?.[1] ?? 0) >= version;
  };

  const probe = async (externalId: string, onAcknowledged: () => void): Promise<void> => {
    const requestId = `probe-${externalId}-${round}`;
    const customerSegment = segments[round % segments.length];
    const body = JSON.stringify({ requestId, customer: { externalId }, customerSegment });
    const giveUp = Date.now() + recoversWithinMs;
    const entry = log.open(requestId, { method: 'PUT', path: segmentPath, body, ifMatch: null });
    const answer = await log.settle(entry, () => Date.now() > giveUp);
    const customer =
      answer.kind === 'acknowledged' ? readBusinessTransaction(answer.body)?.payload.customer : undefined;
    if (customer === undefined)
      throw new Error(`the probe ${requestId} was not acknowledged; its last answer: ${entry.last}`);
    onAcknowledged();
    const [url = ''] = fleet.urls;
    await until(`${requestId} is in the warehouse`, recoversWithinMs, () =>
      visible(url, customer.refId, customer.version),
    );
  };

  return async (): Promise<Recovered> => {
    round += 1;
    const started = performance.now();
    const ready = await allReady(fleet.all, recoversWithinMs);
    let acknowledged = ready;
    const onAcknowledged = (): void => void (acknowledged = performance.now() - started);
    await Promise.all(probeIds.map((externalId) => probe(externalId, onAcknowledged)));
    return { ready, acknowledged, inWarehouse: performance.now() - started };
  };
};
