import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { createContext, runInContext } from 'node:vm';
import test from 'ava';
import pg from 'pg';
import { driverConnection } from '../src/driver-connection.js';
import { url } from './database.js';

const pool = new pg.Pool({ connectionString: url, max: 2 });
test.after.always(() => pool.end());

setFlagsFromString('--expose-gc');
const collector = createContext();
const collect = (type: 'major' | 'minor'): void => void runInContext(`gc({ type: '${type}' })`, collector);

const oldBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;

test.serial('the rows of a statement die young', async (t) => {
  const connection = driverConnection(await pool.connect(), 5000);
  const text = "select now() as moment, 'row ' || g as name from generate_series(1, 64) g";
  const run = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      t.is((await connection.query({ name: 'rows', text })).rows.length, 64);
      if (time % 5 === 0) collect('minor');
    }
  };
  await run(50);
  collect('major');
  const before = oldBytes();
  await run(200);
  connection.release();
  const promoted = oldBytes() - before;
  // The rows of one statement take some 14 kB.
  t.true(promoted < 200 * 2000, `${promoted} bytes of 200 statements are in the old generation`);
});

test.serial('a statement that is not answered in time rejects, and its connection is closed as broken', async (t) => {
  const connection = driverConnection(await pool.connect(), 200);
  await t.throwsAsync(connection.query('select pg_sleep(0.3)'), { message: 'the server did not answer within 200 ms' });
  await connection.query('rollback').then(
    () => t.fail('the rollback is answered'),
    () => t.pass(),
  );
  const open = pool.totalCount;
  connection.release(true);
  t.is(pool.totalCount, open - 1);
});

test.serial('the error of a statement names the code that sent it', async (t) => {
  const connection = driverConnection(await pool.connect(), 5000);
  const selectNothing = async (): Promise<unknown> => (await connection.query('select nothing', [])).rows;
  const error = await t.throwsAsync(selectNothing());
  t.regex(error.stack ?? '', /selectNothing/);
  t.deepEqual((await connection.query('select $1::int as given', [7])).rows, [{ given: 7 }]);
  connection.release();
});
