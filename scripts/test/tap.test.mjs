import test from 'ava';
import { emptyTally, finalTally, readTapLine } from '../lib/tap.mjs';

const tallyOf = (lines, exitCode) => {
  const tally = emptyTally();
  for (const line of lines) readTapLine(tally, line);
  return finalTally(tally, exitCode);
};

test('passed, failed, skipped and to-do tests are counted, the failed ones by title', (t) => {
  const lines = [
    'TAP version 13',
    'ok 1 - a',
    'not ok 2 - b',
    'ok 3 - c # SKIP',
    'not ok 4 - d # TODO',
    '',
    '1..4',
    '# fail 1',
  ];
  t.deepEqual(tallyOf(lines, 1), { passed: 1, failed: 1, skipped: 2, failures: ['b'] });
});

test('a run in which no test ran is a failure', (t) => {
  t.deepEqual(tallyOf(['TAP version 13', '', '1..0', '# fail 0'], 0), {
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: ['no test ran'],
  });
});

test('a stream that is cut short is a failure, though all it said was ok', (t) => {
  t.deepEqual(tallyOf(['TAP version 13', 'ok 1 - a'], 0).failures, ['the test runner did not reach its end']);
});

test('a runner that fails without a failed test is a failure', (t) => {
  t.deepEqual(tallyOf(['ok 1 - a', '1..1', '# fail 0'], 1), {
    passed: 1,
    failed: 1,
    skipped: 0,
    failures: [
      'the test runner ended with exit code 1, though no test failed: the process of a test file may not have ended',
    ],
  });
});

test('tests that were declared and never finished are failures', (t) => {
  t.deepEqual(tallyOf(['ok 1 - a', '1..3', '# fail 2'], 1), {
    passed: 1,
    failed: 2,
    skipped: 0,
    failures: ['2 more failed or did not finish'],
  });
});

test('the diagnostics under a failed test are shown, and the summary is not', (t) => {
  const tally = emptyTally();
  t.is(readTapLine(tally, 'not ok 2 - b'), '  ✖ b');
  t.is(readTapLine(tally, '    message: Difference'), '        message: Difference');
  t.is(readTapLine(tally, '#   a note'), '    a note');
  t.is(readTapLine(tally, '# pass 3'), null);
});
