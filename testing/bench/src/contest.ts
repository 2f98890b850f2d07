import { sharesAsText, withCpuShares } from './cpu.js';
import { checkpoint } from './database.js';
import type { Figure, Stage } from './scenario.js';
import { figureOf, median } from './statistics.js';

type Measured = Readonly<Record<string, number>>;

/** Runs by name, each a figure for each name that it measures. */
export type Contenders = Readonly<Record<string, (seconds: number) => Promise<Measured>>>;

/** Contenders with processes of their own, for some of the rounds. */
export interface Generation {
  readonly contenders: Contenders;
  /** Ends their processes. */
  readonly stop: () => Promise<void>;
}

/**
 * Processes that each contender has in turn where a few percent count. Two processes of the same build and with the same settings differ
 * by up to 15 % for as long as they live.
 */
const generations = 6;

/** How many processes each contender has: no more than there are rounds. */
export const generationsIn = ({ rounds }: Stage): number => Math.min(generations, rounds);

/** Long enough for the optimizing compiler, in seconds. */
export const warmUpSeconds = 4;

/** Results[contender][measure] is the median over the rounds. */
export interface ContestResult {
  readonly of: (contender: string, measure: string) => number;
  /** Of each round, one contender's measure to that of another in the same round; by default the throughput. */
  readonly toOther: (contender: string, other: string, measure?: string) => ReadonlyArray<number>;
  /** Cores that each part kept busy in the last round. */
  readonly cores: ReadonlyArray<string>;
  readonly figures: ReadonlyArray<Figure>;
}

const units: Readonly<Record<string, string>> = {
  throughput: '/s',
  latency: 'ms',
  p50: 'ms',
  p99: 'ms',
  'p99 of the first seconds': 'ms',
  other: '/s',
};

/** The entries from this one on, and then those before it. */
const startingAt = <A>(entries: ReadonlyArray<A>, index: number): ReadonlyArray<A> => {
  const first = index % Math.max(1, entries.length);
  return [...entries.slice(first), ...entries.slice(0, first)];
};

/**
 * Each round every contender warms up and is measured once, so that what changes with time hits all of them. Each round begins with another
 * one: what grows while contenders run, such as the backlog of the relay, would else be a burden of those that are named last.
 */
export const contest = async (stage: Stage, contenders: Contenders): Promise<ContestResult> =>
  contestOf(stage, 1, () => Promise.resolve({ contenders, stop: () => Promise.resolve() }));

/** The same with new processes of each contender in each part of the rounds. */
export const contestOfGenerations = (stage: Stage, begin: () => Promise<Generation>): Promise<ContestResult> =>
  contestOf(stage, generationsIn(stage), begin);

const contestOf = async (stage: Stage, times: number, begin: () => Promise<Generation>): Promise<ContestResult> => {
  const runs = new Map<string, Map<string, Array<number>>>();
  const busy = new Map<string, string>();
  const rounds = async (first: number, last: number, contenders: Contenders): Promise<void> => {
    for (let round = first; round <= last; round += 1) await runRound(round, contenders);
  };
  const runRound = async (round: number, contenders: Contenders): Promise<void> => {
    for (const [name, run] of startingAt(Object.entries(contenders), round - 1)) {
      await checkpoint(stage.database);
      await run(Math.ceil(stage.seconds / 3));
      const { result: measured, cores: shares } = await withCpuShares(() => run(stage.seconds));
      const cores = sharesAsText(shares);
      const told = Object.entries(measured).map(([measure, value]) => `${measure} ${value.toFixed(2)}`);
      stage.say(`  round ${round}, ${name}: ${told.join(', ')} (cores: ${cores})`);
      busy.set(name, cores);
      const all = runs.get(name) ?? new Map<string, Array<number>>();
      for (const [measure, value] of Object.entries(measured)) all.set(measure, [...(all.get(measure) ?? []), value]);
      runs.set(name, all);
    }
  };
  for (let time = 0; time < times; time += 1) {
    const { contenders, stop } = await begin();
    try {
      await rounds(
        Math.floor((time * stage.rounds) / times) + 1,
        Math.floor(((time + 1) * stage.rounds) / times),
        contenders,
      );
    } finally {
      await stop();
    }
  }
  const runsOf = (contender: string, measure: string): ReadonlyArray<number> => runs.get(contender)?.get(measure) ?? [];
  return {
    of: (contender, measure) => median(runsOf(contender, measure)),
    toOther: (contender, other, measure = 'throughput') => {
      const others = runsOf(other, measure);
      return runsOf(contender, measure).map((value, round) => value / (others[round] ?? Number.NaN));
    },
    cores: [...busy].map(([name, cores]) => `Cores busy, ${name}: ${cores}`),
    figures: [...runs].flatMap(([name, measures]) =>
      [...measures].map(([measure, values]) => figureOf(`${name}, ${measure}`, units[measure] ?? '', values)),
    ),
  };
};
