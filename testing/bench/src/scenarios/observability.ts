import { createServer } from 'node:http';
import { contestOfGenerations, generationsIn } from '../contest.js';
import { load } from '../load.js';
import { type Running, token } from '../processes.js';
import type { Ratio, Scenario, Stage } from '../scenario.js';
import { median } from '../statistics.js';

const connections = 64;

/** In seconds. What one request in a hundred runs through is compiled late. */
const warmUpSeconds = 10;

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
const control = 'all off, in another process';

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
    const by = (url: string) => async (seconds: number) => {
      const { perSecond, p99 } = await load({ urls: [url], token, connections, customers, seconds });
      return { throughput: perSecond, p99 };
    };
    const scraped = (url: string) => (seconds: number) => scraping([url], () => by(url)(seconds));
    const generation = async () => {
      const processes: Array<Running> = [];
      const serving = async (settings: Readonly<Record<string, string>>): Promise<string> => {
        const process = await start('serve', settings);
        processes.push(process);
        await by(process.url)(warmUpSeconds);
        return process.url;
      };
      return {
        contenders: {
          'all off': by(await serving({})),
          [control]: by(await serving({})),
          'a log line for each request': by(await serving(logging)),
          'metrics scraped each second': scraped(await serving({})),
          'one request in a hundred traced': by(await serving(tracing('0.01'))),
          'logs, metrics and traces': scraped(await serving({ ...logging, ...tracing('0.01') })),
          'logs, metrics and every request traced': scraped(await serving({ ...logging, ...tracing('1') })),
        },
        stop: async () => void (await Promise.all(processes.map((process) => process.stop()))),
      };
    };
    try {
      await start('relay', tracing('1'));
      const result = await contestOfGenerations(stage, generation);
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
          `Ratios are medians of the ratios within each round. Each contender has ${generationsIn(stage)} processes, one after the other, and each round begins with another contender. The metrics are collected in every process, also where nobody scrapes them`,
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
