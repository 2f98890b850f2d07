import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isMutant, type Mutant, mutants } from './sabotage/mutants.js';
import { faultsNamed } from './schedule.js';

export interface Options {
  readonly seed: number;
  /** The time in which faults are started; the startup, the last recovery and the oracle take additional time. */
  readonly minutes: number;
  /** Each fault once, however long that takes. */
  readonly once: boolean;
  readonly mutant: Mutant | null;
  /** Only these faults; empty: all. */
  readonly faults: ReadonlyArray<string>;
  /** Faults to leave out. */
  readonly without: ReadonlyArray<string>;
  readonly customers: number;
  /** Updates per second. */
  readonly rate: number;
  /** The most rows of campaigns that a serving process changes in a second. */
  readonly campaignRate: number;
  /** A commit, or a folder with a built clone: its processes run beside those of this release. */
  readonly beside: string | null;
  /** Report file in Markdown; the JSON report is written beside it. */
  readonly out: string | null;
}

const number = (name: string, given: string | undefined, byDefault: number): number => {
  const value = given === undefined ? byDefault : Number(given);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
  return value;
};

/** Names of faults, separated by commas. Throws for an unknown name. */
const faultNames = (given: string | undefined): ReadonlyArray<string> => {
  const names = given?.split(',').map((name) => name.trim()) ?? [];
  faultsNamed(names);
  return names;
};

/** Throws an error that names the invalid option. */
export const readOptions = (args: ReadonlyArray<string>): Options => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: text,
      minutes: text,
      once: { type: 'boolean', default: false },
      mutant: text,
      faults: text,
      without: text,
      customers: text,
      rate: text,
      'campaign-rate': text,
      beside: text,
      out: text,
    },
  });
  const { mutant = null, beside = null } = values;
  if (mutant !== null && !isMutant(mutant))
    throw new Error(`--mutant must be one of ${Object.keys(mutants).join(', ')}`);
  if (beside !== null && (mutant !== null || values.once))
    throw new Error('--beside goes with neither --mutant nor --once');
  const minutesByDefault = values.once ? Number.MAX_SAFE_INTEGER : beside === null ? 3 : 5;
  return {
    seed: number('seed', values.seed, randomInt(1_000_000)),
    minutes: number('minutes', values.minutes, minutesByDefault),
    once: values.once,
    mutant,
    faults: faultNames(values.faults),
    without: faultNames(values.without),
    customers: number('customers', values.customers, 120),
    rate: number('rate', values.rate, 150),
    campaignRate: number('campaign-rate', values['campaign-rate'], 20),
    beside,
    out: values.out ?? null,
  };
};
