import type { Phase } from './generator-process.js';
import { memoryGoal } from './overload-load.js';
import type { Figure, Ratio } from './scenario.js';
import { figureOf, median } from './statistics.js';

/** How long the service may take to recover from an overload, in seconds. */
export const recoverySeconds = 2;

/** Of its peak, what the service is sent after an overload. */
export const calmShare = 0.5;

/** One process through all loads. */
export interface Round {
  /** The peak, of 64 connections. */
  readonly before: Phase;
  readonly twice: Phase;
  readonly afterTwice: Phase;
  readonly thrice: Phase;
  readonly afterThrice: Phase;
  /** The peak once more. */
  readonly after: Phase;
  /** The most that the process took, in MiB. */
  readonly memory: number;
}

type PhaseOf = (round: Round) => Phase;

/** By name and unit; null: there is none. */
type Measure = readonly [name: string, unit: string, of: (phase: Phase, peakBefore: number) => number | null];

const measures: ReadonlyArray<Measure> = [
  ['sent', '/s', ({ sentPerSecond }) => sentPerSecond],
  ['sent, to the peak before', '×', ({ sentPerSecond }, peakBefore) => sentPerSecond / peakBefore],
  ['answered with 200', '/s', ({ goodPerSecond }) => goodPerSecond],
  // To the peak before alone: an overload that leaves the service slower lowers the peak after it.
  ['answered with 200, to the peak before', '×', ({ goodPerSecond }, peakBefore) => goodPerSecond / peakBefore],
  ['not sent in time', 'requests', ({ unsent }) => unsent],
  ['other answers than 200, 429 and 503', 'requests', ({ failed }) => failed],
  ['broken, or failed to open', 'connections', ({ broken }) => broken],
  ['open at the end', 'connections', ({ open }) => open],
  ['p50 of refusals', 'ms', ({ refusedP50 }) => refusedP50],
  ['p99 of refusals', 'ms', ({ refusedP99 }) => refusedP99],
];

/** What was sent, and what came of it; a measure that no round has is left out. */
const figuresOfPhase = (phase: string, rounds: ReadonlyArray<Round>, of: PhaseOf): ReadonlyArray<Figure> =>
  measures.flatMap(([name, unit, measure]) => {
    const runs = rounds.flatMap((round) => measure(of(round), round.before.goodPerSecond) ?? []);
    return runs.length === 0 ? [] : [figureOf(`${phase}, ${name}`, unit, runs)];
  });

/** The machine is not always as fast, so a rate is compared with the peaks before and after it. */
const goodputToPeaks = (rounds: ReadonlyArray<Round>, of: PhaseOf): number =>
  median(
    rounds.map((round) => of(round).goodPerSecond / median([round.before.goodPerSecond, round.after.goodPerSecond])),
  );

/** Infinity: in most rounds nothing was answered with 200. */
const p99Of = (rounds: ReadonlyArray<Round>, of: PhaseOf): number =>
  median(rounds.map((round) => of(round).p99 ?? Number.POSITIVE_INFINITY));

const calmsOf = ({ afterTwice, afterThrice }: Round): ReadonlyArray<Phase> => [afterTwice, afterThrice];

/** What the rounds are judged by. */
export const ratiosOf = (rounds: ReadonlyArray<Round>): ReadonlyArray<Ratio> => {
  const twice: PhaseOf = (round) => round.twice;
  const thrice: PhaseOf = (round) => round.thrice;
  const lastBadMs = rounds.flatMap(calmsOf).map((calm) => calm.lastBadMs);
  const calmGoodput = rounds.flatMap((round) =>
    calmsOf(round).map(({ goodPerSecond }) => goodPerSecond / (round.before.goodPerSecond * calmShare)),
  );
  const memory = Math.max(...rounds.map((round) => round.memory));
  return [
    { name: 'goodput at twice the peak', value: goodputToPeaks(rounds, twice), goal: { atLeast: 0.8 } },
    { name: 'goodput at three times', value: goodputToPeaks(rounds, thrice), goal: { atLeast: 0.8 } },
    {
      name: 'p99 of what is answered with 200, at twice',
      value: p99Of(rounds, twice),
      unit: 'ms',
      goal: { atMost: 500 },
    },
    { name: 'the same at three times', value: p99Of(rounds, thrice), unit: 'ms', goal: { atMost: 500 } },
    { name: 'most memory', value: memory, unit: 'MiB', goal: memoryGoal },
    {
      name: 'the last bad answer after it',
      value: Math.max(...lastBadMs) / 1000,
      unit: 's',
      goal: { atMost: recoverySeconds },
    },
    {
      name: `goodput at half the peak, ${recoverySeconds} s after it, to what is due`,
      value: Math.min(...calmGoodput),
      goal: { atLeast: 0.95 },
    },
  ];
};

/** What the rounds measured. */
export const figuresOf = (rounds: ReadonlyArray<Round>): ReadonlyArray<Figure> => {
  const peaks = rounds.flatMap(({ before, after }) => [before.goodPerSecond, after.goodPerSecond]);
  const cpuPerRequest = rounds.map(({ thrice }) => thrice.cpuPerRequest);
  return [
    figureOf('64 connections, the peak', '/s', peaks),
    ...figuresOfPhase('twice the peak', rounds, ({ twice }) => twice),
    ...figuresOfPhase('half the peak after twice', rounds, ({ afterTwice }) => afterTwice),
    ...figuresOfPhase('three times the peak', rounds, ({ thrice }) => thrice),
    ...figuresOfPhase('half the peak after three times', rounds, ({ afterThrice }) => afterThrice),
    figureOf('processor time of the load generator for a request at three times the peak', 'µs', cpuPerRequest),
  ];
};
