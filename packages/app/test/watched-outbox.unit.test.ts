import { type ReadFailure, storeUnavailable } from '@casm/core';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { countedInBackground } from '../src/runtime/asked.js';
import { watchedOutbox } from '../src/runtime/watched-outbox.js';

const recordedLog = () => {
  const lines: Array<string> = [];
  return {
    lines,
    info: (message: string) => void lines.push(message),
    warn: (message: string, facts = {}) => void lines.push(`! ${message} ${JSON.stringify(facts)}`),
  };
};

const soon = { everyMs: 1, timeoutMs: 20 };
const never = new Promise<never>(() => undefined);

test('metrics whose source fails are one warning for each outage, and so is the end of it', async (t) => {
  const log = recordedLog();
  let asked = 0;
  let answer: E.Either<ReadFailure, number> = E.right(1);
  const ask = async () => {
    asked += 1;
    return answer;
  };
  const counted = countedInBackground('the campaigns', ask, log, soon);
  t.teardown(counted.stop);
  const askedAgain = async () => {
    const before = asked;
    await waitUntil(() => asked > before + 5, { deadlineMs: 10_000, describe: 'the source is asked again' });
  };
  await askedAgain();
  t.deepEqual(log.lines, []);
  for (const expected of [
    ['! the metrics of the campaigns are left out {"cause":"StoreUnavailable: gone"}'],
    ['the metrics of the campaigns are told again'],
    ['! the metrics of the campaigns are left out {"cause":"StoreUnavailable: gone"}'],
  ]) {
    answer = E.isRight(answer) ? E.left(storeUnavailable('gone')) : E.right(2);
    await askedAgain();
    t.deepEqual(log.lines.splice(0), expected);
  }
});

test('metrics whose source is late are a warning too', async (t) => {
  const log = recordedLog();
  const counted = countedInBackground('the campaigns', () => never, log, soon);
  t.teardown(counted.stop);
  await counted.first;
  t.deepEqual(log.lines, [
    '! the metrics of the campaigns are left out {"cause":"StoreUnavailable: no answer within 20 ms"}',
  ]);
});

test('the oldest message is known while the count of the unpublished ones takes long', async (t) => {
  const oldestAt = '2026-01-01T10:00:00.000Z';
  let answer = (): void => undefined;
  const count = new Promise<E.Either<ReadFailure, []>>((resolve) => {
    answer = () => resolve(E.right([]));
  });
  const outbox = watchedOutbox(
    { unpublished: () => count, parked: { sizes: TE.right([]) }, backlog: { oldestAt: TE.right(oldestAt) } },
    recordedLog(),
  );
  t.teardown(async () => {
    answer();
    await outbox.stop();
  });
  const isKnown = () => E.isRight(outbox.counts.oldestAt());
  await waitUntil(isKnown, { deadlineMs: 4000, describe: 'the oldest is known' });
  t.deepEqual(outbox.counts.oldestAt(), E.right(oldestAt));
  t.deepEqual(outbox.counts.parked(), E.right([]));
  t.true(E.isLeft(outbox.counts.unpublished()));
});
