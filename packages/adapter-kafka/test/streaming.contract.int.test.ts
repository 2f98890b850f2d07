import { lawsFor, streamingSuite } from '@casm/core/testing';
import { testKafka } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { inProcessBroker } from '../src/index.js';
import { heldApart } from './law-apart.js';
import { limited } from './limited.js';
import { streamingSubject } from './streaming-subject.js';

const real = await testKafka();
const inProcess = await inProcessBroker();
test.after.always(async () => {
  await inProcess.close();
  if (E.isRight(real)) await real.right.stop();
});

const brokers = [
  { broker: 'in-process broker', at: inProcess.brokers, canDelete: false },
  ...(E.isRight(real) ? [{ broker: 'Apache Kafka', at: real.right.brokers, canDelete: true }] : []),
];

const holdingOf = (t: ExecutionContext) => ({
  teardown: (end: () => Promise<void>) => t.teardown(end),
  log: (line: string) => t.log(line),
});

/** All at once they wait for each other on a small machine, and a broker's deadlines pass. */
const someAtATime = limited(6);

for (const reader of ['alone', 'in a group'] as const) {
  const groups = reader === 'alone' ? [] : (['groups'] as const);
  if (E.isLeft(real))
    for (const { name } of lawsFor(streamingSuite, [...groups, 'new topics']).laws)
      test.skip(`Apache Kafka, reading ${reader}: ${name} (${real.left})`, (t) => t.fail());
  for (const { broker, at, canDelete } of brokers) {
    const { laws, skipped } = lawsFor(streamingSuite, [...groups, ...(canDelete ? (['new topics'] as const) : [])]);
    for (const { name, requires, check } of laws)
      test(`${broker}, reading ${reader}: ${name}`, (t) =>
        someAtATime(async () => {
          const subject = { at, canDelete, exclusive: reader === 'alone' };
          const held =
            requires === 'new topics'
              ? heldApart(t, { at, reader, name })
              : check(async () => streamingSubject(subject, holdingOf(t)));
          await t.notThrowsAsync(held);
        }));
    for (const { name, requires } of skipped)
      test.skip(`${broker}, reading ${reader}: ${name} (requires ${requires})`, (t) => t.fail());
  }
}
