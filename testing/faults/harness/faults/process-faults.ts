import { breach } from '../../src/violation.js';
import type { Kind } from '../casm-process.js';
import { type Failpoint, failpoints } from '../sabotage/failpoints.js';
import { lasting, until } from '../until.js';
import { type Fault, nothingToUndo } from './fault.js';

const kinds: ReadonlyArray<Kind> = ['serve', 'relay', 'dwh'];

const killed = (kind: Kind): Fault => ({
  name: `${kind} killed`,
  inject: async ({ fleet, random, killed: count }) => {
    await lasting(random.between(0, 500));
    const { signal } = await random.pick(fleet.of(kind)).end('SIGKILL');
    if (signal !== 'SIGKILL') throw new Error(`it ended by ${signal}`);
    count(`${kind}, any step`);
  },
  undo: nothingToUndo,
});

/** The limit that docs/how-to/run-it.md states. */
const gracefulEndMs = 10_000;

const terminated = (kind: Kind): Fault => ({
  name: `${kind} terminated`,
  inject: async ({ fleet, random, broken }) => {
    const one = random.pick(fleet.of(kind));
    const { code, signal, ms } = await one.end('SIGTERM');
    const how = `${one.name} ended with ${signal ?? code} ${Math.round(ms)} ms after SIGTERM`;
    if (code !== 0 || ms > gracefulEndMs) broken(breach('G9', 'other')(how, Date.now()));
  },
  undo: nothingToUndo,
});

/** On a small machine, processes start slowly and their group settles slowly. */
const reachesFailpoint = 60_000;

/** Restarts a process so that it dies at the failpoint, and stops its twin so that the work reaches it. */
const killedAt = (kind: Kind, failpoint: Failpoint): Fault => ({
  name: `${kind} killed at ${failpoint}`,
  inject: async ({ fleet, random, killed: count }) => {
    const [doomed, twin] = random.shuffled(fleet.of(kind));
    if (doomed === undefined || twin === undefined) throw new Error(`there are not two of ${kind}`);
    await doomed.stop();
    doomed.start({ FAULTS_FAILPOINT: failpoint });
    const ending = doomed.ending();
    if (kind !== 'serve') await twin.stop();
    let signal: NodeJS.Signals | null = null;
    void ending.then((ended) => (signal = ended.signal));
    await until(`a ${kind} dies at ${failpoint}`, reachesFailpoint, () => signal === 'SIGKILL');
    count(failpoint);
  },
  undo: async ({ fleet }) => {
    for (const one of fleet.of(kind)) {
      // A process that did not reach its failpoint must not die at it later.
      if (one.isRunning()) await one.stop();
      one.start();
    }
  },
});

/** Members join and leave faster than the group settles. */
const rebalanceStorm: Fault = {
  name: 'rebalance storm',
  inject: async ({ fleet, random }) => {
    const storm = [1, 2, 3, 4].map(() => fleet.another('dwh'));
    try {
      for (const one of storm) {
        one.start();
        await lasting(random.between(300, 1500));
      }
    } finally {
      await Promise.all(storm.map((one) => one.stop()));
    }
  },
  undo: nothingToUndo,
};

export const processFaults: ReadonlyArray<Fault> = [
  ...kinds.map(killed),
  ...kinds.map(terminated),
  ...failpoints.map(({ kind, name }) => killedAt(kind, name)),
  rebalanceStorm,
];
