import test from 'ava';
import { commitWatch, type Trouble } from '../src/write-path/commit-watch.js';

const noon = Date.parse('2026-02-01T12:00:00.000Z');
const full = Object.assign(new Error('could not extend file'), { code: '53100' });
const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED', errno: -111 });

const observed = () => {
  let now = noon;
  const reports: Array<Trouble> = [];
  const watch = commitWatch(
    (trouble) => reports.push(trouble),
    () => now,
  );
  return { ...watch, reports, pass: (ms: number) => void (now += ms) };
};

test('it reports since when and why commits fail, and how many changes, until a commit succeeds', (t) => {
  const { failed, committed, failing, pass } = observed();
  t.is(failing(), null);
  failed('commit', full, 64);
  pass(5000);
  failed('commit', full, 30);
  t.deepEqual(failing(), {
    since: '2026-02-01T12:00:00.000Z',
    cause: '53100',
    detail: 'could not extend file (SQLSTATE 53100)',
    phase: 'commit',
    changes: 94,
  });
  committed();
  t.is(failing(), null);
});

test('without further failures the trouble counts as ended after ten seconds', (t) => {
  const { failed, failing, pass } = observed();
  failed('connect', away, 1);
  pass(9999);
  t.is(failing()?.cause, 'ECONNREFUSED');
  pass(1);
  t.is(failing(), null);
  failed('connect', away, 1);
  t.is(failing()?.since, '2026-02-01T12:00:10.000Z');
});

test('the hook is called immediately for a new cause, then every ten seconds with the failures since', (t) => {
  const { failed, reports, pass } = observed();
  for (let n = 0; n < 25; n += 1) {
    failed('commit', full, 10);
    pass(1000);
  }
  failed('connect', away, 1);
  t.deepEqual(
    reports.map(({ cause, changes }) => `${cause} ${changes}`),
    ['53100 10', '53100 100', '53100 100', 'ECONNREFUSED 1'],
  );
});
