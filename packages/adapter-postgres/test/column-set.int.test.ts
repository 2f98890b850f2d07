import test from 'ava';
import pg from 'pg';
import { columnSet } from '../src/write-path/column-set.js';
import { url } from './database.js';

const client = new pg.Client({ connectionString: url });
test.before(() => client.connect());
test.after.always(() => client.end());

const columns = columnSet({
  label: 'text',
  size: 'integer',
  at: 'timestamptz',
  is_new: 'boolean',
  data: 'jsonb',
  body: 'compact json',
});

const rowsOf = async (rows: Parameters<typeof columns.values>[0]) => {
  const text = `select label, size, at, is_new, data, body from ${columns.source(1)} order by place`;
  return (await client.query<object>(text, [...columns.values(rows)])).rows;
};

const plain = { size: 1, at: new Date('2026-02-01T08:00:00.000Z'), is_new: true, data: { a: ['"', null] }, body: '{}' };

const awkward = [
  '',
  ' ',
  'NULL',
  'null',
  ',',
  '{a,b}',
  '"',
  '\\',
  '\\n',
  "'",
  'line\nfeed',
  'tab\t',
  '\u2028',
  'Žluťoučký 🐎',
  '$1',
  null,
];

test.serial('a text arrives as it is, alone and among others', async (t) => {
  const [before, after] = [
    { ...plain, label: 'before' },
    { ...plain, label: 'after' },
  ];
  for (const label of awkward) {
    t.deepEqual(await rowsOf([{ ...plain, label }]), [{ ...plain, label }]);
    t.deepEqual(await rowsOf([before, { ...plain, label }, after]), [before, { ...plain, label }, after]);
  }
});

test.serial('a column of nulls arrives as nulls', async (t) => {
  const row = { label: null, size: null, at: null, is_new: null, data: null, body: '""' };
  t.deepEqual(await rowsOf([row, row]), [row, row]);
});

test.serial('the text of JSON.stringify arrives as it is', async (t) => {
  const bodies = awkward.map((label) => JSON.stringify({ label, list: [label] }));
  const rows = bodies.map((body) => ({ ...plain, label: 'a', body }));
  t.deepEqual(await rowsOf(rows), rows);
});

test.serial('no rows arrive as no rows', async (t) => {
  t.deepEqual(await rowsOf([]), []);
});
