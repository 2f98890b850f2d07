import { randomUUID } from 'node:crypto';
import { postgresStore } from '@casm/adapter-postgres';
import { perform, updateCustomerSegment } from '@casm/core';
import { context, succeeds, writesTo } from '@casm/core/testing';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { pick, segments } from './load.js';
import { quantile } from './statistics.js';
import { sendStatements, Sending } from './statements-as-sent.js';

/*
 * A process that embeds the store and changes segments, as many at once as it is told to. It is told by its parent how statements are sent,
 * then for how long to work, and answers each time with what came of it.
 */

const Setting = t.type({ url: t.string, customers: t.number, inFlight: t.number, sending: Sending });
export type StoreSetting = t.TypeOf<typeof Setting>;

const Turn = t.type({ seconds: t.number });

export const Worked = t.type({ perSecond: t.number, p50: t.number, p99: t.number });
export type Worked = t.TypeOf<typeof Worked>;

const workOn = ({ url, customers, inFlight, sending }: StoreSetting) => {
  sendStatements(sending);
  // All in flight may wait for a batch: none is refused.
  const writes = writesTo(postgresStore({ url, schema: 'casm', maxWaitMs: 30_000 }).customers, randomUUID);
  const changeSegment = perform(writes)(updateCustomerSegment);
  return async ({ seconds }: t.TypeOf<typeof Turn>): Promise<Worked> => {
    const latencies: Array<number> = [];
    const began = performance.now();
    const isOn = (): boolean => performance.now() - began < seconds * 1000;
    const caller = async (): Promise<void> => {
      while (isOn()) {
        const body = {
          requestId: randomUUID(),
          customer: { refId: `bench-${1 + pick(customers)}` },
          customerSegment: segments[pick(segments.length)],
        };
        const sent = performance.now();
        await succeeds(changeSegment(body, context()));
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, caller));
    const perSecond = (latencies.length / (performance.now() - began)) * 1000;
    latencies.sort((a, b) => a - b);
    return { perSecond, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  };
};

process.once('message', (message) => {
  const setting = Setting.decode(message);
  if (E.isLeft(setting)) throw new Error('this is no setting of a store');
  const work = workOn(setting.right);
  process.on('message', (next) => {
    const turn = Turn.decode(next);
    if (E.isLeft(turn)) throw new Error('this is no turn');
    void work(turn.right).then((worked) => process.send?.(worked));
  });
  process.send?.('set');
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
