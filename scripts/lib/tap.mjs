/** Starts the tally of one TAP stream, as ava writes it. */
export const emptyTally = () => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  failedTitles: [],
  reportedFailures: 0,
  complete: false,
});

const point = /^(not )?ok \d+(?: - (.*?))?(?: # (SKIP|TODO))?$/;

/** What one line of TAP means: it adds to the tally, and gives back what a person should read of it, or null. */
export const readTapLine = (tally, line) => {
  const [matched, not, title = 'a test without a title', directive] = point.exec(line) ?? [];
  if (matched === undefined) return readOtherLine(tally, line);
  if (directive !== undefined) {
    tally.skipped += 1;
    return `  - ${title} (${directive.toLowerCase()})`;
  }
  if (not === undefined) {
    tally.passed += 1;
    return `  ✔ ${title}`;
  }
  tally.failed += 1;
  tally.failedTitles.push(title);
  return `  ✖ ${title}`;
};

const readOtherLine = (tally, line) => {
  if (/^1\.\.\d+$/.test(line)) tally.complete = true;
  const summary = /^# (tests|pass|skip|fail) (\d+)$/.exec(line);
  if (summary?.[1] === 'fail') tally.reportedFailures = Number(summary[2]);
  if (summary !== null || /^(TAP version \d+|1\.\.\d+|\s*)$/.test(line)) return null;
  return `    ${line.replace(/^# {0,3}/, '')}`;
};

/** ava stops the process of a test file that does not end on its own after its last test, and does not say so in TAP. */
const silentEnd = (exitCode) =>
  `the test runner ended with exit code ${exitCode}, though no test failed: the process of a test file may not have ended`;

/**
 * The tally of a runner that has ended. What a stream cannot say counts as a failure too: tests that never finished, a runner that
 * crashed or was cut short, and a package in which not one test ran.
 */
export const finalTally = (tally, exitCode) => {
  const unfinished = Math.max(0, tally.reportedFailures - tally.failed);
  const failed = tally.failed + unfinished;
  const problems = [
    ...(unfinished > 0 ? [`${unfinished} more failed or did not finish`] : []),
    ...(tally.complete ? [] : ['the test runner did not reach its end']),
    ...(exitCode !== 0 && failed === 0 ? [silentEnd(exitCode)] : []),
    ...(exitCode === 0 && tally.passed + failed + tally.skipped === 0 ? ['no test ran'] : []),
  ];
  const silent = failed === 0 && problems.length > 0 ? 1 : 0;
  return {
    passed: tally.passed,
    failed: failed + silent,
    skipped: tally.skipped,
    failures: [...tally.failedTitles, ...problems],
  };
};
