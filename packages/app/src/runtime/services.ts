import { randomUUID } from 'node:crypto';
import { httpApi, type HttpServer, serve } from '@casm/adapter-http';
import { recordInWarehouse, relayBusinessTransactions } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Container } from 'inversify';
import { UserError } from '../user-error.js';
import { backedOff, backgroundLoop } from './background-loop.js';
import { parts } from './container.js';
import type { Log } from './log.js';

/** Something that runs until it is stopped. `stop` finishes what is in hand. */
export interface Service {
  readonly stop: () => Promise<void>;
}

const relayBatch = 4000;
/**
 * A pass costs much the same for five messages as for a hundred, here and in the broker, so it is followed by a rest (ms)
 * that grows with what it found. Below some 2,500 messages per second the rests stay at a few milliseconds, above they
 * grow to the longest. Where commits nudge (casm dev) there is no rest.
 */
const rest = { perMessage: 0.4, longest: 50 };
/** Longer than a pass can take: the publisher's deadline and a renewal's age are below it. */
const leaseTtl = 10_000;

/** Publishes what is in the outbox, nudged by this process's own commits. */
export const startRelay = (container: Container, log: Log): Service => {
  const { outbox } = container.get(parts.store);
  const publisher = container.get(parts.publisher);
  const holder = randomUUID();
  const pass = relayBusinessTransactions({
    outbox,
    publisher,
    holder,
    leaseTtl,
    batchSize: relayBatch,
    now: () => performance.now(),
    onParked: ({ refId, version, topic }, error) =>
      log.warn('a message is parked, and its customer on that topic with it: see casm outbox', {
        refId,
        version,
        topic,
        error,
      }),
  });
  let found = 0;
  const loop = backgroundLoop({
    pass: async () => {
      const passed = await pass();
      if (E.isLeft(passed)) throw new Error(`${passed.left._tag}: ${passed.left.detail}`);
      const { published, more } = passed.right;
      found = published;
      return more ? 'more' : published > 0 ? 'done' : 'nothing';
    },
    onFailure: (error) =>
      log.warn('publishing failed; what is unpublished waits in the outbox', { error: String(error) }),
    idle: (nothingInARow) =>
      found > 0
        ? Math.max(2, Math.min(rest.longest, found * rest.perMessage))
        : backedOff({ shortest: 2, longest: 250 }, nothingInARow),
    // A pass that fails has taken its own time already; this is what comes on top once the broker is back.
    pause: { shortest: 200, longest: 1000 },
  });
  container.get(parts.commits).listener = loop.nudge;
  return {
    stop: async () => {
      await loop.stop();
      const released = await outbox.release(holder)();
      if (E.isLeft(released))
        log.warn('the shards could not be given back; their lease runs out', { error: released.left.detail });
      await publisher.close();
    },
  };
};

/** Reads the topic into the warehouse. It can be stopped from the start on; `reading` resolves when it reads. */
export const startWarehouse = (container: Container, log: Log): Service & { readonly reading: Promise<void> } => {
  const subscription = container.get(parts.subscription);
  const { warehouse } = container.get(parts.warehouse);
  const reading = subscription.start(recordInWarehouse(warehouse, randomUUID()), (error) =>
    log.warn('the warehouse has trouble reading', { error }),
  );
  return { stop: subscription.close, reading };
};

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly tokens: ReadonlyMap<string, string>;
  /** Whether this process must also be reading the topic to be ready. */
  readonly readsTopic: boolean;
}

/** Serves the API. Throws a UserError if the port cannot be had. */
export const startHttp = async (
  container: Container,
  { host, port, tokens, readsTopic }: HttpOptions,
  log: Log,
): Promise<Service & HttpServer> => {
  const [store, warehouse] = [container.get(parts.store), container.get(parts.warehouse)];
  const app = httpApi({
    deps: container.get(parts.useCaseDeps),
    reports: warehouse.reports,
    authenticate: (token) => tokens.get(token) ?? null,
    readiness: async () => {
      const postgres = E.isRight(await store.ping());
      if (!readsTopic) return { ready: postgres, postgres };
      const dwh = E.isRight(await warehouse.ping()) && container.get(parts.subscription).isReading();
      return { ready: postgres && dwh, postgres, warehouse: dwh };
    },
    onDefect: (defect, id) =>
      log.warn('a defect', { id, defect: defect instanceof Error ? (defect.stack ?? defect.message) : String(defect) }),
  });
  const server = await serve(app, { host, port }).catch((error: unknown) => {
    throw new UserError(`the API cannot listen on ${host}:${port}: ${reasonOf(error)}`);
  });
  return { ...server, stop: () => server.close(5000) };
};

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? 'the port is in use (choose another with --port)'
    : error instanceof Error
      ? error.message
      : String(error);
