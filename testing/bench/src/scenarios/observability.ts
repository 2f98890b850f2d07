import { createServer } from 'node:http';
import { contest, ofRound, processesOfEach } from '../contest.js';
import { load } from '../load.js';
import { token } from '../processes.js';
import type { Ratio, Scenario, Stage } from '../scenario.js';
import { median } from '../statistics.js';

const connections = 64;

/** Long enough for the optimizing compiler. */
const warmUpSeconds = 4;

/** Takes whatever is exported, and looks at nothing of it: a collector runs elsewhere. */
const startCollector = async () => {
  let exports = 0;
  let bytes = 0;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      exports += 1;
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the collector has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received: () => ({ exports, bytes }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Scrapes once a second, far more often than Prometheus does by default. */
const scraping = async <A>(urls: ReadonlyArray<string>, run: () => Promise<A>): Promise<A> => {
  const timer = setInterval(() => {
    for (const url of urls) void fetch(`${url}/metrics`).then((answer) => answer.text());
  }, 1000);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
};

/** Does the same as that with all off: its ratios show the noise. */
const control = 'all off, in other processes';

/** What logs, metrics and traces cost: serving processes beside each other on one database, in turns. */
export const observability: Scenario = {
  name: 'observability',
  run: async (stage: Stage) => {
    const { customers, start } = stage;
    const collector = await startCollector();
    const tracing = (ratio: string) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: ratio,
    });
    const logging = { CASM_LOG_LEVEL: 'debug' };
    const by = (url: string, seconds: number) => load({ urls: [url], token, connections, customers, seconds });
    const serving = async (settings: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> => {
      const urls: Array<string> = [];
      while (urls.length < processesOfEach) urls.push((await start('serve', settings)).url);
      for (const url of urls) await by(url, warmUpSeconds);
      return urls;
    };
    await start('relay', tracing('1'));
    const off = await serving({});
    const again = await serving({});
    const scrapedOnly = await serving({});
    const logs = await serving(logging);
    const sampled = await serving(tracing('0.01'));
    const all = await serving({ ...logging, ...tracing('0.01') });
    const every = await serving({ ...logging, ...tracing('1') });
    const quiet = (urls: ReadonlyArray<string>) => async (seconds: number, round: number) => {
      const { perSecond, p99 } = await by(ofRound(urls, round), seconds);
      return { throughput: perSecond, p99 };
    };
    const scraped = (urls: ReadonlyArray<string>) => (seconds: number, round: number) =>
      scraping([ofRound(urls, round)], () => quiet(urls)(seconds, round));
    try {
      const result = await contest(stage, {
        'all off': quiet(off),
        [control]: quiet(again),
        'a log line for each request': quiet(logs),
        'metrics scraped each second': scraped(scrapedOnly),
        'one request in a hundred traced': quiet(sampled),
        'logs, metrics and traces': scraped(all),
        'logs, metrics and every request traced': scraped(every),
      });
      const ratio = (contender: string, goal: Ratio['goal']): Ratio => ({
        name: `${contender}, to all off`,
        value: median(result.toOther(contender, 'all off')),
        goal,
      });
      const { exports, bytes } = collector.received();
      return {
        title: 'Logs, metrics and traces on, against all off; segment changes over HTTP, 64 connections',
        figures: result.figures,
        ratios: [
          ratio('logs, metrics and traces', { atLeast: 0.95 }),
          ratio('a log line for each request', { atLeast: 0.95 }),
          ratio('metrics scraped each second', { atLeast: 0.95 }),
          ratio('one request in a hundred traced', { atLeast: 0.95 }),
          ratio('logs, metrics and every request traced', { atLeast: 0.95 }),
        ],
        notes: [
          `In the rounds, two processes with all off are to each other as ${result
            .toOther(control, 'all off')
            .map((ratio) => ratio.toFixed(2))
            .join(', ')}: that is the noise`,
          `Ratios are medians of the ratios within each round. Each contender has ${processesOfEach} processes, of which each round measures another one, and begins with another contender. The metrics are collected in every process, also where nobody scrapes them`,
          `The collector, in the process of the bench, took ${exports} exports of ${Math.round(bytes / 1e6)} MB in all`,
          `${stage.database.durability}; ${customers} customers; load generator, PostgreSQL and Kafka on the same machine`,
          ...result.cores,
        ],
      };
    } finally {
      collector.stop();
    }
  },
};
