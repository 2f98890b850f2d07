import { completeTopic } from '@casm/core';
import {
  allPending,
  anActiveCustomer,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { missingRelay } from '../src/missing-relay.js';
import { recordedLog } from './recorded-log.js';

const occurredAt = '2026-02-01T08:00:00.000Z';

/** A store with one message that waits, and a look at it so many seconds after the message came. */
const waiting = async () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue, clock: () => occurredAt });
  await anActiveCustomer(writesTo(store.customers, numberedIds('id')));
  const { log, lines } = recordedLog();
  let seconds = 0;
  const look = missingRelay(store, log, () => Date.parse(occurredAt) + seconds * 1000);
  const lookAfter = (given: number) => {
    seconds = given;
    return look();
  };
  return { store, lines, lookAfter };
};

const warning = (seconds: number): string =>
  `warn no relay runs, and nothing is published: start one (startRelay, or casm relay) ${JSON.stringify({ oldestAt: occurredAt, seconds })}`;

test('a message that waits for a minute while no relay runs is told, once a minute', async (t) => {
  const { lines, lookAfter } = await waiting();
  for (const seconds of [0, 59, 60, 70, 119, 120]) await lookAfter(seconds);
  t.deepEqual(lines, [warning(60), warning(120)]);
});

test('while a relay holds a lease nothing is told, and its return is', async (t) => {
  const { store, lines, lookAfter } = await waiting();
  await succeeds(store.leases.lease('relay', 60_000));
  await lookAfter(100);
  t.deepEqual(lines, []);
  await succeeds(store.leases.release('relay'));
  await lookAfter(110);
  await succeeds(store.leases.lease('relay', 60_000));
  await lookAfter(120);
  await lookAfter(130);
  t.deepEqual(lines, [warning(110), 'info a relay publishes what waited in the outbox {}']);
});

test('an outbox that is empty needs no relay', async (t) => {
  const { store, lines, lookAfter } = await waiting();
  const entries = await allPending(store);
  await succeeds(store.leases.release('reader'));
  await succeeds(
    store.outbox.remove(
      completeTopic,
      entries.map(({ position }) => position),
    ),
  );
  await lookAfter(1000);
  t.deepEqual(lines, []);
});

test('a store that does not answer is a failure of the look', async (t) => {
  const unavailable = TE.left({ _tag: 'StoreUnavailable', detail: 'gone' } as const);
  const look = missingRelay(
    { backlog: { oldestAt: unavailable }, leases: { anyLeased: unavailable } },
    recordedLog().log,
  );
  await t.throwsAsync(look(), { message: 'gone' });
});
