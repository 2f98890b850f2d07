import { reasonOf, sqlstateOf } from '../failures.js';
import type { Phase } from './batch.js';

/** Why changes fail, in the store's words. */
export interface Trouble {
  /** A SQLSTATE, a code of Node's such as ECONNREFUSED, or the name of the error: one for each kind of cause. */
  readonly cause: string;
  readonly detail: string;
  /** How far they came; what failed at its commit may have taken effect. */
  readonly phase: Phase;
  /** How many changes failed. */
  readonly changes: number;
}

/** Changes fail, and none has been committed since. */
export interface Failing extends Trouble {
  /** ISO 8601 */
  readonly since: string;
}

export interface CommitWatch {
  readonly committed: () => void;
  readonly failed: (phase: Phase, error: unknown, changes: number) => void;
  /** Null: the last commit went well, or nothing has failed for so long that only the next change can tell. */
  readonly failing: () => Failing | null;
}

/** For each cause the hook is called once in so many ms, with what has come together. */
const quietMs = 10_000;

/** Without changes nothing shows that the trouble is over: so long after the last failure it counts as over. */
const staleMs = 10_000;

/** Keeps whether commits fail, since when and why; `onTrouble` hears of each cause at once and then every ten seconds. */
export const commitWatch = (onTrouble: (trouble: Trouble) => void, now: () => number = Date.now): CommitWatch => {
  const told = new Map<string, { at: number; changes: number }>();
  let failing: (Failing & { readonly lastAt: number }) | null = null;

  const report = (trouble: Trouble): void => {
    const before = told.get(trouble.cause) ?? { at: Number.NEGATIVE_INFINITY, changes: 0 };
    const changes = before.changes + trouble.changes;
    if (now() - before.at < quietMs) {
      told.set(trouble.cause, { ...before, changes });
      return;
    }
    told.set(trouble.cause, { at: now(), changes: 0 });
    onTrouble({ ...trouble, changes });
  };

  const current = () => (failing !== null && now() - failing.lastAt < staleMs ? failing : null);

  return {
    committed: () => (failing = null),
    failed: (phase, error, changes) => {
      const trouble: Trouble = { cause: causeOf(error), detail: reasonOf(error), phase, changes };
      const before = current();
      const since = before?.since ?? new Date(now()).toISOString();
      failing = { ...trouble, since, changes: changes + (before?.changes ?? 0), lastAt: now() };
      report(trouble);
    },
    failing: () => {
      const found = current();
      if (found === null) return null;
      const { lastAt: _, ...rest } = found;
      return rest;
    },
  };
};

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return sqlstateOf(error) ?? code;
};
