import type { Probes } from '@casm/adapter-http';
import { collectDefaultMetrics, Counter, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';

/** With what Node and the operating system tell of this process. */
export const newRegistry = (): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};

/** Metrics with exemplars: prom-client has these in a registry of OpenMetrics only. */
export type Exemplars = Registry<OpenMetricsContentType>;

export const newExemplars = (): Exemplars => {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
};

/** A text is told for so many milliseconds: who asks in a loop costs no more than who asks once a second. */
const freshMs = 1000;

const end = '# EOF\n';

/** The same metrics without exemplars, as Prometheus's own format has them. */
const withoutExemplars = (openMetrics: string): string =>
  openMetrics.slice(0, -end.length).replace(/ # \{[^\n]*\} [^\n]*$/gm, '');

/**
 * The same metrics in the format of OpenMetrics, without its end: the family of a counter has no `_total`. prom-client writes this format for a
 * whole registry, but leaves its counters with other names, so that the next text in Prometheus's own format has them wrong.
 */
const asOpenMetrics = (prometheus: string): string =>
  prometheus.replace(/^# HELP (\w+)_total (.*)\n# TYPE \1_total counter$/gm, '# HELP $1 $2\n# TYPE $1 counter');

/** The texts of these metrics, and of those with exemplars. */
export const textsOf = (
  registry: Registry,
  exemplars: Exemplars,
  now: () => number = () => performance.now(),
): Required<Pick<Probes, 'metrics' | 'openMetrics'>> => {
  let told: { readonly at: number; readonly texts: Promise<readonly [string, string]> } | null = null;
  const texts = (): Promise<readonly [string, string]> => {
    if (told === null || now() - told.at >= freshMs)
      told = { at: now(), texts: Promise.all([registry.metrics(), exemplars.metrics()]) };
    return told.texts;
  };
  return {
    metrics: async () => {
      const [plain, withExemplars] = await texts();
      return `${plain}${withoutExemplars(withExemplars)}`;
    },
    openMetrics: async () => {
      const [plain, withExemplars] = await texts();
      // Blank lines are not allowed there.
      return `${asOpenMetrics(plain)}${withExemplars}`.replace(/\n{2,}/g, '\n');
    },
  };
};

export const yes = (is: boolean): number => (is ? 1 : 0);

export const gauge = (registry: Registry, name: string, help: string, read: () => number): Gauge =>
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });

export const counter = (registry: Registry, name: string, help: string, read: () => number): Counter =>
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
