import test from 'ava';
import { huntOnPostgres } from '../stale-read-hunt/on-postgres.js';

test.serial('no read of rating or billing is older than what was answered before it began', async (t) => {
  const { reads, stale, moves } = await huntOnPostgres(3000, { isBroken: false });
  t.true(reads >= 3000 && moves > 100, `${reads} reads beside ${moves} moves`);
  t.is(stale, 0);
});

test.serial('the hunt finds stale reads where a read joins one that runs already', async (t) => {
  const { reads, stale } = await huntOnPostgres(3000, { isBroken: true });
  t.log(`${stale} of ${reads}`);
  t.true(stale > 0);
});
