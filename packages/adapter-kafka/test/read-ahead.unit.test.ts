import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import { type Batch, readAhead } from '../src/read-ahead.js';
import { delivered, type ScriptedReader, scriptedReader } from './scripted-reader.js';

const offsetsOf = ({ deliveries }: Batch): ReadonlyArray<number> => deliveries.map(({ offset }) => offset);

const isReadTo = ({ next }: ScriptedReader, offset: number): Promise<void> =>
  waitUntil(() => next() === offset, { deadlineMs: 30_000, describe: () => `read to ${next()} instead of ${offset}` });

test('one batch is read ahead, and no second one', async (t) => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 3, delivered);
  scripted.add(10);
  t.deepEqual(offsetsOf(await batches.next()), [0, 1, 2]);
  batches.start();
  await isReadTo(scripted, 6);
  t.deepEqual(offsetsOf(await batches.next()), [3, 4, 5]);
  t.is(scripted.next(), 6);
});

test('a batch that was not full when it was read ahead is filled when it is taken', async (t) => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 3, delivered);
  scripted.add(1);
  batches.start();
  await isReadTo(scripted, 1);
  scripted.add(5);
  t.deepEqual(offsetsOf(await batches.next()), [0, 1, 2]);
});

test('what was dropped is not returned, and a dropped read ends before the drop', async (t) => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 3, delivered);
  batches.start();
  let isDropped = false;
  const dropped = batches.drop().then(() => (isDropped = true));
  await new Promise(setImmediate);
  t.is(scripted.waiting(), 1);
  t.false(isDropped, 'the read is in progress');
  scripted.add(2);
  await dropped;
  t.is(scripted.next(), 2);
  scripted.seek(0);
  t.deepEqual(offsetsOf(await batches.next()), [0, 1]);
});

test('a batch that is dropped while it is taken is not returned', async (t) => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 3, delivered);
  batches.start();
  const taken = batches.next();
  const dropped = batches.drop();
  scripted.add(2);
  t.deepEqual(offsetsOf(await taken), []);
  await dropped;
});

test('the error of a read ahead is that of the next batch, once', async (t) => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 3, delivered);
  batches.start();
  scripted.end(new Error('the topic does not exist'));
  await t.throwsAsync(batches.next(), { message: 'the topic does not exist' });
  scripted.add(1);
  t.deepEqual(offsetsOf(await batches.next()), [0]);
});
