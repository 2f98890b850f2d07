import { breach } from '../../src/violation.js';
import { isReady } from '../api.js';
import { segmentPath, segments } from '../tenant.js';
import { lasting, until } from '../until.js';
import { type Fault, nothingToUndo } from './fault.js';

const probeEveryMs = 500;
const workers = 16;

/** Answers of a loaded process, whether it stops or not; they drop no request. */
const overloadAnswer = /^503 .*"type":"urn:casm:problem:(overloaded|customer-busy)"/;

let sent = 0;

/**
 * A load balancer that polls the readiness of each process and sends requests over keep-alive connections to the ready
 * ones. The process that stops must report it in time, and drop no request meanwhile.
 */
export const terminatedBehindABalancer: Fault = {
  name: 'serve terminated behind a keep-alive client pool',
  inject: async ({ fleet, random, log, customers, broken }) => {
    const ready = new Set<string>();
    const dropped: Array<string> = [];
    const answered = new Map<string, number>();
    let over = false;

    const probe = async (url: string): Promise<void> => {
      while (!over) {
        if (await isReady(url)) ready.add(url);
        else ready.delete(url);
        await lasting(probeEveryMs);
      }
    };
    const work = async (): Promise<void> => {
      while (!over) {
        sent += 1;
        const url = random.pick(ready.size > 0 ? [...ready] : fleet.urls);
        const requestId = `balanced-${sent}`;
        const body = JSON.stringify({
          requestId,
          customer: { externalId: random.pick(customers) },
          customerSegment: random.pick(segments),
        });
        const entry = log.open(requestId, { method: 'PUT', path: segmentPath, body, ifMatch: null });
        const answer = await log.send(entry, url);
        if (answer.kind === 'acknowledged') answered.set(url, (answered.get(url) ?? 0) + 1);
        else if (!overloadAnswer.test(entry.last)) dropped.push(`${requestId} at ${url}: ${entry.last}`);
        if (answer.kind === 'unknown') await log.settle(entry, () => over);
        await lasting(random.between(5, 20));
      }
    };
    const probing = Promise.all(fleet.urls.map(probe));
    const all = (least: number) => () => fleet.urls.every((url) => (answered.get(url) ?? 0) >= least);
    let working: Promise<unknown> = Promise.resolve();
    try {
      await until('both processes are ready', 60_000, () => ready.size === fleet.urls.length);
      working = Promise.all(Array.from({ length: workers }, work));
      await until('both processes answer the pool', 60_000, all(100));
      const [doomed] = random.shuffled(fleet.of('serve'));
      if (doomed === undefined) throw new Error('there is no process to end');
      const { code, signal, ms } = await doomed.end('SIGTERM');
      if (code !== 0 || ms > 10_000)
        broken(breach('G9', 'other')(`${doomed.name} ended with ${signal ?? code} ${Math.round(ms)} ms after SIGTERM`));
      answered.clear();
      await until('both processes answer the pool again', 60_000, all(100));
    } finally {
      over = true;
      await Promise.all([probing, working]);
    }
    for (const request of dropped) broken(breach('G9', 'other')(`not answered with 2xx: ${request}`, Date.now()));
  },
  undo: nothingToUndo,
};
