import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** With what Node and the operating system tell of this process. */
export const newRegistry = (): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};

/** A text is told for so many milliseconds: who asks in a loop costs no more than who asks once a second. */
const freshMs = 1000;

/** Text in the exposition format of Prometheus. */
export const textOf = (registry: Registry, now: () => number = () => performance.now()): (() => Promise<string>) => {
  let told: { readonly at: number; readonly text: Promise<string> } | null = null;
  return () => {
    if (told === null || now() - told.at >= freshMs) told = { at: now(), text: registry.metrics() };
    return told.text;
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
