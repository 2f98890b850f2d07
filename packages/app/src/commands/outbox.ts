import type { ParkedMessage } from '@casm/core';
import type { Config } from '../config.js';
import { UserError } from '../user-error.js';
import { closing, found, storeFor } from './operator.js';
import { table } from './table.js';

type Out = (line: string) => void;

/** The most parked messages that are listed. */
const mostListed = 1000;

/** What is unpublished, and what of it is parked. */
export const listOutbox = async (config: Config, dataDir: string, out: Out): Promise<void> => {
  const store = await storeFor(config, dataDir, 'service');
  await closing(store, async ({ backlog, parked: held }) => {
    const sizes = await found(backlog.sizes);
    if (sizes.length === 0) out('nothing is on its way to the streaming platform');
    for (const { topic, size } of sizes) out(`${size} on their way to ${topic}`);
    const parkedSizes = await found(held.sizes);
    if (parkedSizes.length === 0) return out('nothing is parked');
    for (const { topic, size } of parkedSizes) out(`${size} parked on ${topic}`);
    out(table(['customer', 'version', 'topic', 'since', 'why'], rowsOf(await found(held.list(mostListed)))));
  });
};

const rowsOf = (parked: ReadonlyArray<ParkedMessage>): ReadonlyArray<ReadonlyArray<string | number>> =>
  parked.map(({ refId, version, topic, parkedAt, error }) => [
    refId,
    version,
    topic,
    parkedAt,
    error ?? 'waits behind an earlier one',
  ]);

/** Puts parked messages back in their places; the relay tries them again. */
export const retryParked = async (
  config: Config,
  dataDir: string,
  of: { readonly customer?: string; readonly topic?: string },
  out: Out,
): Promise<void> => {
  const store = await storeFor(config, dataDir, 'service');
  await closing(store, async ({ parked }) => {
    const back = await found(parked.retry({ refId: of.customer ?? null, topic: of.topic ?? null }));
    out(`${back} put back; the relay publishes them in their order`);
  });
};

/** Forgets one parked message for good. */
export const discardParked = async (
  config: Config,
  dataDir: string,
  { customer: refId, version, topic }: { readonly customer: string; readonly version: number; readonly topic: string },
  out: Out,
): Promise<void> => {
  const store = await storeFor(config, dataDir, 'service');
  await closing(store, async ({ parked }) => {
    if (!(await found(parked.discard({ refId, version, topic }))))
      throw new UserError(`version ${version} of customer ${refId} is not parked on ${topic}`);
    out(`${topic} will never have version ${version} of customer ${refId}; what waited behind it goes on`);
  });
};
