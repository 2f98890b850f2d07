import { campaignEnding, type ChunkStep, chunkSteps, chunkWaits } from '../sabotage/chunk-steps.js';
import type { CasmProcess } from '../casm-process.js';
import { lasting, until } from '../until.js';
import { type Fault, nothingToUndo, type Surroundings } from './fault.js';

/** On a small machine, processes start slowly. */
const reachesStep = 60_000;

/** Kills a serving process wherever it is, and again at this step; the other one goes on. */
const killAt = async (step: ChunkStep, one: CasmProcess, { killed }: Pick<Surroundings, 'killed'>): Promise<void> => {
  await one.stop('SIGKILL');
  killed('serve, any step');
  one.start({ FAULTS_FAILPOINT: step });
  let signal: NodeJS.Signals | null = null;
  void one.ending().then((ended) => (signal = ended.signal));
  try {
    await until(`a serve dies at ${step}`, reachesStep, () => signal === 'SIGKILL');
    killed(step);
  } finally {
    if (signal === null) {
      // It must not die at the step later.
      await one.stop('SIGKILL');
      one.start();
    }
  }
  await until(`${one.name} is ready`, reachesStep, one.isReady);
};

const killedAtEachStep: Fault = {
  name: 'serve killed at each step of a chunk',
  inject: async ({ fleet, random, killed }) => {
    for (const step of random.shuffled(chunkSteps)) await killAt(step, random.pick(fleet.of('serve')), { killed });
  },
  undo: nothingToUndo,
};

const killedAsACampaignEnds: Fault = {
  name: 'serve killed as a campaign ends',
  inject: async ({ fleet, random, killed }) => {
    const [doomed, twin] = random.shuffled(fleet.of('serve'));
    if (doomed === undefined || twin === undefined) throw new Error('there are not two of serve');
    // The other one would end most campaigns.
    await twin.stop('SIGKILL');
    try {
      await killAt(campaignEnding, doomed, { killed });
    } finally {
      twin.start();
    }
  },
  undo: nothingToUndo,
};

/** Single updates change the customers of a chunk while it waits for its transaction. */
const overtaken: Fault = {
  name: 'chunks overtaken between decision and commit',
  inject: async ({ fleet, random }) => {
    const one = random.pick(fleet.of('serve'));
    await one.stop('SIGKILL');
    one.start({ FAULTS_FAILPOINT: chunkWaits });
    try {
      await until(`${one.name} is ready`, reachesStep, one.isReady);
      await lasting(8000);
    } finally {
      await one.stop('SIGKILL');
      one.start();
    }
  },
  undo: nothingToUndo,
};

export const campaignFaults: ReadonlyArray<Fault> = [killedAtEachStep, killedAsACampaignEnds, overtaken];
