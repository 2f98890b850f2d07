import test, { type ExecutionContext } from 'ava';
import { openPool } from '../src/connection.js';
import { sqlstateOf } from '../src/failures.js';
import { transactionOfTwo } from '../src/transaction.js';
import { url } from './database.js';

const divisionByZero = '22012';

let tables = 0;

/** A table with one column, and its single connection, which pipelines. */
const pipelined = async (t: ExecutionContext) => {
  const pool = openPool({ url, schema: 'public' }, { name: 'pipelined', max: 1, min: 1, pipeline: true });
  t.teardown(pool.end);
  tables += 1;
  const table = `public.pipelined_${process.pid}_${tables}`;
  await pool.query(`create table ${table} (n integer)`);
  t.teardown(() => pool.query(`drop table ${table}`));
  const insert = (n: number) => ({ name: `insert-${n}`, text: `insert into ${table} values ($1)`, values: [n] });
  const rows = async () => (await pool.query(`select n from ${table} order by n`)).rows;
  const session = async () => (await pool.query('select pg_backend_pid() as pid')).rows;
  return { pool, insert, rows, session };
};

const fails = { text: 'select 1 / $1::integer', values: [0] };

test('a transaction whose statement fails between others leaves nothing, and the same connection repeats it', async (t) => {
  const { pool, insert, rows, session } = await pipelined(t);
  const before = await session();
  const error = await t.throwsAsync(
    transactionOfTwo(pool, [insert(1)], () => ({ statements: [insert(2), fails, insert(3)], result: null })),
  );
  t.is(sqlstateOf(error), divisionByZero, 'the first error, and not that of a statement behind it');
  t.deepEqual(await rows(), []);
  await transactionOfTwo(pool, [insert(1)], () => ({ statements: [insert(2), insert(3)], result: null }));
  t.deepEqual(await rows(), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  t.deepEqual(await session(), before);
});

test('if the first statements fail or their results are refused, the second ones are not sent', async (t) => {
  const { pool, insert, rows } = await pipelined(t);
  const next = () => ({ statements: [insert(2)], result: null });
  t.is(sqlstateOf(await t.throwsAsync(transactionOfTwo(pool, [insert(1), fails, insert(3)], next))), divisionByZero);
  const refuse = (): never => {
    throw new Error('refused');
  };
  await t.throwsAsync(transactionOfTwo(pool, [insert(1)], refuse), { message: 'refused' });
  t.deepEqual(await rows(), []);
});
