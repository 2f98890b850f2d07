import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { quantile } from './statistics.js';

export interface LoadOptions {
  /** Shared out evenly between these servers. */
  readonly urls: ReadonlyArray<string>;
  readonly token: string;
  readonly connections: number;
  readonly customers: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly perSecond: number;
  /** ms. */
  readonly p50: number;
  readonly p99: number;
}

export const path = '/v1/casm/customers/segment';
export const segments = ['RESIDENTIAL', 'SOHO', 'BUSINESS'];
export const pick = (below: number): number => Math.floor(Math.random() * below);

/** A new requestId each time, random customers, random segments: a third of the requests change nothing. */
export const segmentChange = (customers: number): string =>
  JSON.stringify({
    requestId: randomUUID(),
    customer: { refId: `bench-${1 + pick(customers)}` },
    customerSegment: segments[pick(segments.length)],
    reason: 'campaign',
  });

/** Sends updateCustomerSegment over HTTP and throws unless every answer is 200. */
export const load = async (options: LoadOptions): Promise<LoadResult> => {
  const parts = await Promise.all(options.urls.map((url) => loadOne(url, options)));
  const latencies = parts.flatMap(({ latencies: some }) => some).sort((a, b) => a - b);
  const refused = parts.reduce((sum, part) => sum + part.refused, 0);
  if (refused > 0) throw new Error(`${refused} of ${latencies.length} requests were not answered with 200`);
  return {
    perSecond: parts.reduce((sum, part) => sum + part.perSecond, 0),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
};

const loadOne = (
  url: string,
  { urls, token, connections, customers, seconds }: LoadOptions,
): Promise<{ perSecond: number; latencies: ReadonlyArray<number>; refused: number }> =>
  new Promise((resolve, reject) => {
    const latencies: Array<number> = [];
    const started = performance.now();
    const instance = autocannon(
      {
        url,
        connections: connections / urls.length,
        duration: seconds,
        requests: [
          {
            method: 'PUT',
            path,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            setupRequest: (request) => ({ ...request, body: segmentChange(customers) }),
          },
        ],
      },
      (error, result) => {
        if (error !== null && error !== undefined) return reject(error);
        resolve({
          perSecond: (latencies.length / (performance.now() - started)) * 1000,
          latencies,
          refused: result.non2xx + result.errors + result.timeouts,
        });
      },
    );
    instance.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
