import test from 'ava';
import { backgroundLoop } from '../src/background-loop.js';

const options = {
  idle: () => 60_000,
  pause: { shortest: 1, longest: 2 },
  onFailure: () => undefined,
};

/** A loop that counts its passes. `reaches` resolves when a number of passes have begun. */
const counted = (outcome: (pass: number) => 'more' | 'done' | Error) => {
  let passes = 0;
  let check = (): void => undefined;
  const failures: Array<string> = [];
  const loop = backgroundLoop({
    ...options,
    pass: async () => {
      passes += 1;
      check();
      const result = outcome(passes);
      if (result instanceof Error) throw result;
      return result;
    },
    onFailure: (error) => failures.push(String(error)),
  });
  const reaches = (count: number): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (passes >= count) resolve();
      };
      check();
    });
  return { loop, reaches, failures, passes: () => passes };
};

test('passes follow one another while there is more work; then the loop waits until it is nudged', async (t) => {
  const { loop, reaches, passes } = counted((pass) => (pass < 3 ? 'more' : 'done'));
  await reaches(3);
  t.is(passes(), 3);
  loop.nudge();
  await reaches(4);
  await loop.stop();
  t.is(passes(), 4);
});

test('the wait depends on the number of passes in a row that found nothing', async (t) => {
  const asked: Array<number> = [];
  const found = ['done', 'nothing', 'nothing', 'done'] as const;
  let passes = 0;
  let rested = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    rested = resolve;
  });
  const loop = backgroundLoop({
    ...options,
    pass: async () => found[passes++] ?? 'done',
    idle: (nothingInARow) => {
      asked.push(nothingInARow);
      if (asked.length < found.length) return 0;
      rested();
      return 60_000;
    },
  });
  await all;
  await loop.stop();
  t.deepEqual(asked, [0, 1, 2, 0]);
});

test('a nudge during a pass is not lost', async (t) => {
  let nudge = (): void => undefined;
  const { loop, reaches, passes } = counted((pass) => {
    if (pass === 1) nudge();
    return 'done';
  });
  nudge = loop.nudge;
  loop.nudge();
  await reaches(2);
  await loop.stop();
  t.true(passes() >= 2);
});

test('a failure is reported, and the next pass starts after the backoff', async (t) => {
  const { loop, reaches, failures } = counted((pass) => (pass < 3 ? new Error(`pass ${pass}`) : 'done'));
  await reaches(3);
  await loop.stop();
  t.deepEqual(failures, ['Error: pass 1', 'Error: pass 2']);
});
