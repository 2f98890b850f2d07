import { testDatabase } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { casm } from './running-casm.js';

/* Segments, keys, messages and errors come from others: none of them steers the operator's terminal. */

const sequences = {
  red: '\u001b[31mred',
  title: '\u001b]0;owned\u0007',
  clear: '\u001b[2J\u001b[H',
  c1: '\u009b31m',
  backspace: 'paid\b\b\b\bfree',
  line: 'one\r\ntwo',
  rightToLeft: '\u202edessap',
};
const hostile = Object.values(sequences).join(' ');

/** Control and format characters, but for the end of a line. */
const steering = /(?!\n)[\p{Cc}\p{Cf}]/u;

const rows: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  [`insert into casm_dwh.segment_population (customer_segment, state, customers) values ($1, 'ACTIVE', 1)`, [hostile]],
  [
    `insert into casm_dwh.segment_move (day, from_segment, to_segment, moves) values (current_date, $1, 'SOHO', 1)`,
    [hostile],
  ],
  [
    `insert into casm_dwh.dead_letter (cluster, consumer_group, topic, partition, message_offset, key, body, error)
      values ($1, 'casm-dwh', $1, 0, 1, $1, $1, $1)`,
    [hostile],
  ],
  [
    `insert into casm.outbox_parked (position, shard, ref_id, version, topic, error) values (1, 1, $1, 1, $1, $1)`,
    [hostile],
  ],
];

test('what attackers write is shown to an operator without its control characters, by every command that shows it', async (t) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const env = { CASM_DATABASE_URL: url };
  t.is((await casm(['migrate'], env).ended).code, 0);
  const client = new pg.Client(url);
  await client.connect();
  for (const [statement, values] of rows) await client.query(statement, [...values]);
  await client.end();
  const commands = {
    'dwh report': 2,
    'dwh dead-letters': 1,
    'dwh dead-letters retry': 1,
    outbox: 1,
  };
  for (const [command, shown] of Object.entries(commands)) {
    const { code, stdout, stderr } = await casm(command.split(' '), env).ended;
    t.is(code, 0, `${command}: ${stderr}`);
    t.notRegex(stdout, steering, command);
    t.true(stdout.split('\\u{1b}[31mred').length > shown, `${command} shows it, escaped: ${stdout}`);
  }
  // A name that is not there comes back in the refusal.
  const refused = await casm(['dwh', 'dead-letters', 'discard', sequences.red, '0', '9'], env).ended;
  t.is(refused.code, 2);
  t.regex(refused.stderr, /\\u\{1b\}\[31mred/);
  t.notRegex(refused.stderr, steering);
});
