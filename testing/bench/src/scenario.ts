import type { BenchDatabase } from './database.js';
import type { Processes } from './processes.js';

/** What every scenario runs on. */
export interface Stage {
  readonly database: BenchDatabase;
  /** Starts a process of CASM or the textbook service; what a scenario has started ends with it. */
  readonly start: Processes['start'];
  readonly brokers: string;
  /** Customers in the database at the start. */
  readonly customers: number;
  /** Rows of the files that scenarios upload. */
  readonly rows: number;
  /** Seconds that one run is measured, after a warm-up of a third of it. */
  readonly seconds: number;
  /** How often each contender runs; contenders take turns, and medians are compared. */
  readonly rounds: number;
  /** Null: pgbench is there. */
  readonly noPgbench: string | null;
  readonly say: (line: string) => void;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Of each round. */
  readonly runs?: ReadonlyArray<number>;
}

/** A figure against what it should be. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly goal: { readonly atLeast: number } | { readonly atMost: number };
  readonly unit?: string;
}

export interface Report {
  readonly title: string;
  readonly figures: ReadonlyArray<Figure>;
  readonly ratios: ReadonlyArray<Ratio>;
  readonly notes: ReadonlyArray<string>;
}

export interface Scenario {
  readonly name: string;
  /** Left out unless asked for by name or by --full: it takes more than some minutes. */
  readonly long?: boolean;
  readonly run: (stage: Stage) => Promise<Report>;
}
