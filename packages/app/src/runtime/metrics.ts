import { setTimeout as pause } from 'node:timers/promises';
import { type OutboxBacklog, type ParkedMessages, type StoreFailure, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface MeteredStore {
  readonly backlog: Pick<OutboxBacklog, 'sizes'>;
  readonly parked: Pick<ParkedMessages, 'list'>;
}

interface Counted {
  readonly topic: string;
  /** By default 1. */
  readonly size?: number;
}

/** Less than a scrape is waited for as a rule (ms): a store that hangs is told as one that does not answer. */
const patience = 2000;

const inTime = <A>(task: TaskEither<StoreFailure, A>): Promise<E.Either<StoreFailure, A>> =>
  Promise.race([task(), pause(patience, E.left(storeUnavailable('no answer in time')), { ref: false })]);

/**
 * Text in the exposition format of Prometheus: the process, and what waits for each topic. It counts all that waits, so who
 * asks meanwhile gets the same answer.
 */
export const metricsOf = (store: MeteredStore, topics: ReadonlyArray<string>): (() => Promise<string>) => {
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
    help: 'Messages set aside until an operator decides (casm outbox), by topic: refused ones, and those behind them',
    labelNames: ['topic'],
    registers,
  });
  /** What was counted, by topic; nothing where it could not be. */
  const show = (gauge: Gauge<'topic'>, counted: E.Either<StoreFailure, ReadonlyArray<Counted>>): void => {
    gauge.reset();
    if (E.isLeft(counted)) return;
    topics.forEach((topic) => gauge.set({ topic }, 0));
    for (const { topic, size = 1 } of counted.right) gauge.inc({ topic }, size);
  };
  const measure = async (): Promise<string> => {
    const [sizes, held] = await Promise.all([inTime(store.backlog.sizes), inTime(store.parked.list)]);
    up.set(E.isRight(sizes) && E.isRight(held) ? 1 : 0);
    show(unpublished, sizes);
    show(parked, held);
    return registry.metrics();
  };
  let measuring: Promise<string> | null = null;
  return () => (measuring ??= measure().finally(() => (measuring = null)));
};
