import test from 'ava';
import { table } from '../src/commands/table.js';
import { openLog } from '../src/runtime/log.js';

/** What somebody may put into a code or a message: colours, a title, C1's CSI, DEL, a new line, reordering, hiding, a tag. */
const hostile = [
  '\u001b[31mred',
  '\u001b]0;owned\u0007',
  '\u009b2J',
  '\u007f',
  'a\nb\rc',
  '\u202eabc',
  'a\u200bb',
  '\u2028',
  '\u{e0041}',
];

const steers = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

test('a table has a line for each row, and nothing in it steers the terminal', (t) => {
  const rows = hostile.map((code, index) => [code, index]);
  const lines = table(['code', 'n'], rows).split('\n');
  t.is(lines.length, 2 + rows.length);
  t.notRegex(lines.join('\n'), steers);
  t.is(lines[2], '\\u{1b}[31mred        0');
});

test('nothing in a log line for people steers the terminal', (t) => {
  const lines: Array<string> = [];
  const log = openLog({ format: 'human', write: (line) => lines.push(line) });
  for (const text of hostile) log.info(`found ${text}`, { text, nested: { text } });
  t.is(lines.length, hostile.length);
  t.deepEqual(
    lines.filter((line) => steers.test(line) || line.includes('\n')),
    [],
  );
});

test('nothing in a log line of JSON steers the terminal, and it still says the same', (t) => {
  for (const text of hostile) {
    const lines: Array<string> = [];
    openLog({ format: 'json', write: (line) => lines.push(line) }).warn(text, { text });
    t.notRegex(lines.join(), steers);
    t.like(JSON.parse(lines[0] ?? ''), { message: text, text });
  }
});
