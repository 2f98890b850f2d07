import type { SeededRandom } from '@casm/test-engines';
import { campaignFaults } from './faults/campaign-faults.js';
import { diskFull } from './faults/disk-full.js';
import { engineFaults } from './faults/engine-faults.js';
import { furtherTopicUnwritable } from './faults/further-topic-unwritable.js';
import type { Fault } from './faults/fault.js';
import { messageFaults } from './faults/message-faults.js';
import { networkFaults } from './faults/network-faults.js';
import { postgresFrozen } from './faults/postgres-frozen.js';
import { processFaults } from './faults/process-faults.js';
import { relayFrozen } from './faults/relay-frozen.js';
import { subscriberFrozen } from './faults/subscriber-frozen.js';
import { restoredToAPointInTime } from './faults/restored-to-a-point-in-time.js';
import { terminatedBehindABalancer } from './faults/terminated-behind-a-balancer.js';
import { topicsMadeAnew } from './faults/topic-made-anew.js';
import type { Mutant } from './sabotage/mutants.js';

export const allFaults: ReadonlyArray<Fault> = [
  ...processFaults,
  ...campaignFaults,
  terminatedBehindABalancer,
  relayFrozen,
  subscriberFrozen,
  ...engineFaults,
  postgresFrozen,
  diskFull,
  furtherTopicUnwritable,
  ...networkFaults,
  ...messageFaults,
  ...topicsMadeAnew,
  restoredToAPointInTime,
];

const withoutFailpoint = processFaults.filter(({ name }) => !/ killed at /.test(name));

/** What processes of two releases can be put through together: failpoints are in this release only. */
export const besideFaults: ReadonlyArray<Fault> = [
  ...withoutFailpoint,
  ...engineFaults.filter(({ name }) => name !== 'broker down for a minute'),
  ...networkFaults,
];

/** The faults that expose each mutant. */
const exposing: Readonly<Record<Mutant, ReadonlyArray<string>>> = {
  'delete-before-report': ['broker killed', 'relay killed', 'relays killed as the broker returns'],
  'no-version-guard': ['messages twice more and shuffled'],
  'publish-without-order': ['relay killed', 'broker killed'],
  'keep-window-after-failure': [
    'relays killed as the broker returns',
    "Kafka's network loses everything",
    'broker killed',
  ],
  'no-fence': ['subscriber frozen past its session'],
  'checkpoint-outside-the-commit': ['serve killed at each step of a chunk'],
  'chunk-without-version-guard': ['chunks overtaken between decision and commit'],
  'no-marks': ['topic made anew while no subscriber runs'],
};

/** Faults by name. Throws for an unknown name. */
export const faultsNamed = (names: ReadonlyArray<string>): ReadonlyArray<Fault> =>
  names.map((name) => {
    const found = allFaults.find((fault) => fault.name === name);
    if (found === undefined)
      throw new Error(`there is no fault "${name}"; there are: ${allFaults.map((fault) => fault.name).join(', ')}`);
    return found;
  });

interface Choice {
  readonly mutant: Mutant | null;
  /** Only these faults; empty: all, or those that expose the mutant. */
  readonly faults: ReadonlyArray<string>;
  /** Faults to leave out. */
  readonly without: ReadonlyArray<string>;
  /** Each of them once, and no more. */
  readonly once: boolean;
}

/** Every fault once in a random order, then again in another, without end unless `once`: the same for the same seed. */
export function* schedule(random: SeededRandom, { mutant, faults, without, once }: Choice): Generator<Fault> {
  const named = faults.length > 0 ? faultsNamed(faults) : mutant === null ? allFaults : faultsNamed(exposing[mutant]);
  const chosen = named.filter(({ name }) => !without.includes(name));
  if (once) return yield* random.shuffled(chosen);
  while (chosen.length > 0) yield* random.shuffled(chosen);
}
