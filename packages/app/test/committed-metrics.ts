import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type MetricObject, Registry } from 'prom-client';
import { storeUnavailable } from '@casm/core';
import { metricsOf } from '../src/runtime/metrics.js';
import { meterRelay } from '../src/runtime/relay-metrics.js';
import { meterReplica } from '../src/runtime/replica-metrics.js';
import { type Exemplars, newExemplars } from '../src/runtime/registry.js';
import { meterRequests } from '../src/runtime/request-metrics.js';
import { meterSubscriber } from '../src/runtime/subscriber-metrics.js';
import { meterWork } from '../src/runtime/work-metrics.js';

/* The metrics are declared where they are read. Here each process declares its own, on nothing that runs. */

const unknown = () => E.left(storeUnavailable('nothing runs here'));
const unknownOutbox = { unpublished: unknown, parked: unknown, oldestAt: unknown };
const no = () => false;
const noPools = () => ({});

const ofServe = (registry: Registry, exemplars: Exemplars): void => {
  meterRequests(exemplars);
  meterReplica(registry, () => null);
  meterWork(registry, { pools: noPools, campaigns: unknown });
  metricsOf(
    {
      topics: [],
      outbox: unknownOutbox,
      isUp: no,
      isReady: no,
      store: () => ({
        changes: { queued: 0, inFlight: 0, oldestAgeMs: 0, refused: 0 },
        reads: { queued: 0, inFlight: 0, refused: 0 },
        failing: null,
      }),
      server: () => null,
      loginFailures: () => ({}),
    },
    undefined,
    registry,
  );
};

const ofRelay = (registry: Registry): void => {
  meterRelay(registry, {
    topics: [],
    outbox: unknownOutbox,
    isUp: no,
    isReady: no,
    waits: () => [],
    pools: noPools,
  });
};

const ofSubscriber = (registry: Registry): void => {
  meterSubscriber(registry, { isUp: no, isReady: no, freshness: unknown, lag: () => [], pools: noPools });
};

/** What prom-client has of a metric, though its types do not say so. */
const Declared = t.type({
  name: t.string,
  help: t.string,
  labelNames: t.readonlyArray(t.string),
});

export interface DeclaredMetric {
  readonly name: string;
  readonly type: string;
  readonly labels: ReadonlyArray<string>;
  readonly help: string;
}

const declaredBy = (declare: (registry: Registry, exemplars: Exemplars) => void): ReadonlyArray<DeclaredMetric> => {
  const [registry, exemplars] = [new Registry(), newExemplars()];
  declare(registry, exemplars);
  const metrics: ReadonlyArray<MetricObject> = [registry, exemplars].flatMap((each) => each.getMetricsAsArray());
  return metrics.map((metric) => {
    const declared = Declared.decode(metric);
    if (E.isLeft(declared)) throw new Error(`prom-client declares its metrics in another way: ${metric.help}`);
    const { name, help, labelNames } = declared.right;
    return { name, help, labels: labelNames, type: metric.constructor.name.toLowerCase() };
  });
};

/** The metrics of each process, without those of Node and of the operating system. */
export const declaredMetrics: Readonly<Record<string, ReadonlyArray<DeclaredMetric>>> = {
  'casm serve': declaredBy(ofServe),
  'casm relay': declaredBy(ofRelay),
  'casm dwh': declaredBy(ofSubscriber),
};

const introduction = `# Metrics

<!-- Written by npm run contract from the metrics that the code declares. -->

The metrics of each process, in the text format of Prometheus. [Monitoring](../how-to/run-it.md#monitoring) says where they are served and
which of them call for an alarm, and [answer an alert](../how-to/answer-an-alert.md) what to do then.

A histogram \`m\` has the series \`m_bucket\`, with the label \`le\`, and \`m_sum\` and \`m_count\`. Each process also has the metrics of
[prom-client](https://github.com/siimon/prom-client) on Node and on itself, which begin with \`nodejs_\` and \`process_\`. \`casm dev\` has those of
\`casm serve\`.

A client that accepts \`application/openmetrics-text\` gets the same series in the format of OpenMetrics. There the buckets of
\`casm_http_request_duration_seconds\` have exemplars: the \`trace_id\` of the latest request in the bucket whose trace is recorded.
`;

const rowOf = ({ name, type, labels, help }: DeclaredMetric): string => {
  const named = labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${named} | ${help.replaceAll('|', '\\|')} |`;
};

const sectionOf = ([process, metrics]: readonly [string, ReadonlyArray<DeclaredMetric>]): string =>
  [
    `## ${process}`,
    '',
    '| metric | type | labels | meaning |',
    '| --- | --- | --- | --- |',
    ...metrics.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(rowOf),
    '',
  ].join('\n');

/** The file that is made of the declared metrics, as it has to be committed. */
export const metricsFile = {
  file: new URL('../../../docs/reference/metrics.md', import.meta.url),
  text: [introduction, ...Object.entries(declaredMetrics).map(sectionOf)].join('\n'),
};
