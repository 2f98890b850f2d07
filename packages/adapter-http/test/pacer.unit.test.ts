import test from 'ava';
import { pacer } from '../src/server/pacer.js';
import { collectGarbage } from './collect-garbage.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('tasks run in order, with their share of each turn, and other work of the event loop runs between the slices', async (t) => {
  let clock = 0;
  const pace = pacer({ share: 0.1, longestWaitMs: 10_000, now: () => clock });
  const done: Array<number> = [];
  for (let task = 1; task <= 10; task += 1)
    pace(() => {
      done.push(task);
      clock += 0.4;
    });
  t.deepEqual(done, [], 'nothing runs in the turn of the caller');
  const seen: Array<number> = [];
  // What else happens in each turn takes so many milliseconds.
  for (const rest of [10, 1, 17, 0]) {
    clock += rest;
    await turn();
    seen.push(done.length);
  }
  t.deepEqual(seen, [3, 4, 9, 10]);
  t.deepEqual(
    done,
    done.toSorted((a, b) => a - b),
  );
});

test('no task waits longer than the bound, however small the share is, whether others follow or not', async (t) => {
  for (const all of [5000, 15_000]) {
    let clock = 0;
    const pace = pacer({ share: 0.001, longestWaitMs: 1000, now: () => clock });
    const waits: Array<number> = [];
    let added = 0;
    const add = (): void => {
      const since = clock;
      added += 1;
      pace(() => {
        waits.push(clock - since);
        clock += 0.01;
        if (added < all) add();
      });
    };
    while (added < 5000) add();
    while (waits.length < all) {
      clock += 5;
      await turn();
    }
    t.true(Math.max(...waits) <= 1010, `${Math.max(...waits)} ms, of ${all}`);
  }
});

test('a task that takes longer than its share does not stop the next, and a later task runs too', async (t) => {
  let clock = 0;
  const pace = pacer({ share: 0.1, longestWaitMs: 1000, now: () => (clock += 5) });
  let done = 0;
  const task = (): void => void (done += 1);
  [task, task].forEach(pace);
  while (done < 2) await turn();
  pace(task);
  while (done < 3) await turn();
  t.is(done, 3);
});

test('what a task adds waits behind the others', async (t) => {
  const pace = pacer({ share: 0.1, longestWaitMs: 1000, now: () => 0 });
  const done: Array<string> = [];
  pace(() => {
    done.push('first');
    pace(() => done.push('third'));
  });
  pace(() => done.push('second'));
  while (done.length < 3) await turn();
  t.deepEqual(done, ['first', 'second', 'third']);
});

test('a task that has run is let go, also while tasks wait without an end', async (t) => {
  const pace = pacer({ share: 0, longestWaitMs: 1000, now: () => 0 });
  const runs = (): WeakRef<object> => {
    const held = { isRun: false };
    pace(() => void (held.isRun = true));
    return new WeakRef(held);
  };
  const first = runs();
  let isOver = false;
  const another = (): void => {
    if (!isOver) pace(another);
  };
  // One of the two always waits.
  pace(another);
  pace(another);
  for (let turns = 0; turns < 100 && first.deref() !== undefined; turns += 1) {
    await turn();
    collectGarbage();
  }
  isOver = true;
  t.is(first.deref(), undefined);
});
