import { type Campaign, draftOf } from '@casm/core';
import test from 'ava';
import { isUnderWay, progressLine, refusedRows, watchedFrom } from '../src/commands/campaign-progress.js';
import { progressTo } from '../src/terminal.js';

const tally = (outcome: 'CHANGED' | 'REFUSED' | 'NOT_FOUND', rows: number) => ({
  customerSegment: 'RESIDENTIAL',
  outcome,
  problem: outcome === 'REFUSED' ? 'CustomerDeactivated' : null,
  rows,
});

const campaign = (given: Partial<Campaign>): Campaign => ({
  ...draftOf('k-1', 'marketing', { requestId: 'R', name: 'spring' }, '2026-03-01T00:00:00.000Z'),
  rows: 5000,
  ...given,
});

test('a line tells how far a campaign is, how fast, and how long it takes still', (t) => {
  const before = campaign({ state: 'RUNNING', outcomes: [tally('CHANGED', 200)] });
  const now = campaign({ state: 'RUNNING', outcomes: [tally('CHANGED', 1150), tally('REFUSED', 50)] });
  const since = watchedFrom(before, 1000);
  t.is(
    progressLine(now, since, 3500),
    'RUNNING 1200 of 5000 rows (24 %), 400 rows/s, 10 s left: CHANGED 1150, REFUSED 50',
  );
  t.is(progressLine(before, since, 1000), 'RUNNING 200 of 5000 rows (4 %): CHANGED 200');
  const slow = campaign({ state: 'RUNNING', outcomes: [tally('CHANGED', 300)] });
  t.regex(progressLine(slow, since, 101_000), / 1 rows\/s, 78 min 20 s left/);
});

test('a dry run is told by its forecast, and what is not under way has no pace', (t) => {
  const validating = campaign({ validating: true, forecast: [tally('NOT_FOUND', 2500)] });
  t.is(progressLine(validating, watchedFrom(validating, 0), 10), 'validating 2500 of 5000 rows (50 %): NOT_FOUND 2500');
  const completed = campaign({ state: 'COMPLETED', outcomes: [tally('CHANGED', 5000)] });
  t.is(progressLine(completed, { atMs: 0, rows: 0 }, 10), 'COMPLETED 5000 of 5000 rows (100 %): CHANGED 5000');
  t.is(progressLine(campaign({ rows: 0 }), { atMs: 0, rows: 0 }, 10), 'DRAFT 0 of 0 rows (100 %)');
  t.is(progressLine(campaign({ rows: null }), { atMs: 0, rows: 0 }, 10), 'DRAFT: its rows are still being loaded');
  t.deepEqual([isUnderWay(validating), isUnderWay(completed)], [true, false]);
});

test('rows that were refused and rows that were not found are not as ordered', (t) => {
  const ended = campaign({
    state: 'COMPLETED',
    outcomes: [tally('CHANGED', 1), tally('REFUSED', 2), tally('NOT_FOUND', 3)],
  });
  t.is(refusedRows(ended), 5);
});

test('a terminal shows one line in place of the other; a file gets one now and then, without control characters', (t) => {
  let written = '';
  const write = (text: string) => (written += text);
  const terminal = progressTo({ isTTY: true, write }, () => t.fail());
  terminal('one\u001B[2J');
  t.is(written, '\r\u001B[Kone\\u{1b}[2J\r');
  const lines: Array<string> = [];
  let now = 0;
  const file = progressTo(
    { write: () => t.fail() },
    (line) => lines.push(line),
    () => now,
  );
  for (const at of [0, 1000, 4999, 5000, 6000]) {
    now = at;
    file(String(at));
  }
  t.deepEqual(lines, ['0', '5000']);
});
