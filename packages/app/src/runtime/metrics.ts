import type { Outbox, ParkedMessages } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Text in the exposition format of Prometheus, made anew at each call: the process, and what waits to be published. */
export const metricsOf = (store: {
  readonly outbox: Pick<Outbox, 'sizes'>;
  readonly parked: Pick<ParkedMessages, 'list'>;
}): (() => Promise<string>) => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const up = new Gauge({ name: 'casm_store_up', help: '1: the store answered just now; 0: it did not', registers });
  const unpublished = new Gauge({
    name: 'casm_outbox_unpublished_messages',
    help: 'Messages that are yet to be published, by topic',
    labelNames: ['topic'],
    registers,
  });
  const parked = new Gauge({
    name: 'casm_outbox_parked_messages',
    help: 'Messages that an operator has to decide about (casm outbox), by topic',
    labelNames: ['topic'],
    registers,
  });
  return async () => {
    const [sizes, held] = [await store.outbox.sizes(), await store.parked.list()];
    up.set(E.isRight(sizes) && E.isRight(held) ? 1 : 0);
    unpublished.reset();
    parked.reset();
    if (E.isRight(sizes)) for (const { topic, size } of sizes.right) unpublished.set({ topic }, size);
    if (E.isRight(held)) for (const { topic } of held.right) parked.inc({ topic });
    return registry.metrics();
  };
};
