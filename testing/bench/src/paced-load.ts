import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type LoadOptions, type LoadResult, path, segmentChange } from './load.js';
import { quantile } from './statistics.js';

/*
 * An open load: so many requests a second, evenly, whatever the answers take. The load generator of the other scenarios
 * sends a second's share in one burst and then waits for the next second, which is no picture of callers that know
 * nothing of one another.
 */
export const pacedLoad = async ({
  urls,
  token,
  connections,
  customers,
  seconds,
  rate,
  isOver = () => false,
}: LoadOptions & {
  readonly rate: number;
  /** Ends the load before its seconds have passed. */
  readonly isOver?: () => boolean;
}): Promise<LoadResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: Array<number> = [];
  const sent: Array<Promise<void>> = [];
  const one = async (url: string): Promise<void> => {
    const began = performance.now();
    const status = await put(agent, url, token, segmentChange(customers));
    if (status !== 200) throw new Error(`answered with ${status}`);
    latencies.push(performance.now() - began);
  };
  const started = performance.now();
  while (performance.now() - started < seconds * 1000 && !isOver()) {
    const due = ((performance.now() - started) / 1000) * rate;
    while (sent.length < due) sent.push(one(urls[sent.length % urls.length] ?? ''));
    await pause(1);
  }
  await Promise.all(sent);
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return { perSecond: latencies.length / elapsed, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
};

const put = (agent: Agent, url: string, token: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request(
      `${url}${path}`,
      {
        agent,
        method: 'PUT',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
        answer.once('error', reject);
      },
    );
    sending.once('error', reject);
    sending.end(body);
  });
