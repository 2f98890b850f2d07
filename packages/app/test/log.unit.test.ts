import test from 'ava';
import { defectsTo } from '../src/runtime/defects.js';
import { openLog } from '../src/runtime/log.js';

test('a warning that repeats itself is told once in a while, with its count', (t) => {
  let now = 0;
  const lines: Array<string> = [];
  const log = openLog({ format: 'json', write: (line) => lines.push(line), now: () => now });
  for (; now <= 10_000; now += 1000) log.warn('Kafka is down', { error: 'x' });
  t.deepEqual(
    lines.map((line): unknown => JSON.parse(line)),
    [
      { time: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'Kafka is down', error: 'x' },
      { time: '1970-01-01T00:00:10.000Z', level: 'warn', message: 'Kafka is down', error: 'x', repeated: 9 },
    ],
  );
});

test('a warning of another cause is told beside it', (t) => {
  const lines: Array<string> = [];
  const log = openLog({ format: 'json', write: (line) => lines.push(line), now: () => 0 });
  for (const cause of ['disk full', 'no such table', 'disk full']) log.warn('requests fail', { cause });
  t.deepEqual(
    lines.map((line) => /"cause":"([^"]*)"/.exec(line)?.[1]),
    ['disk full', 'no such table'],
  );
});

test('each id that a caller was told is in the log, and the stack of a defect once in a while', (t) => {
  const lines: Array<string> = [];
  const log = openLog({ format: 'json', write: (line) => lines.push(line), now: () => 0 });
  const onDefect = defectsTo(log);
  for (const id of ['id-1', 'id-2', 'id-3']) onDefect(new TypeError('one thing'), id);
  onDefect(new TypeError('another thing'), 'id-4');
  const text = lines.join('\n');
  for (const id of ['id-1', 'id-2', 'id-3', 'id-4']) t.true(text.includes(`"id":"${id}"`), id);
  t.is(lines.filter((line) => line.includes('"stack"')).length, 2);
});
