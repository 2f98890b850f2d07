import { reasonOf, sqlstateOf } from '../failures.js';
import type { Phase } from './batch.js';

/** A cause of failing changes. */
export interface Trouble {
  /** A SQLSTATE, a Node error code such as ECONNREFUSED, or the name of the error. */
  readonly cause: string;
  readonly detail: string;
  /** The phase that failed. A change that failed in `commit` may have taken effect. */
  readonly phase: Phase;
  /** Number of failed changes. */
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
  /** Null if the last commit succeeded, or if the last failure is too old to say anything about the present. */
  readonly failing: () => Failing | null;
}

/** Minimum time between two calls of the hook for one cause. */
const quietMs = 10_000;

/** Without changes nothing shows that a failure has ended. After this time without failures it counts as ended. */
const staleMs = 10_000;

/**
 * Tracks whether commits fail, since when and why. Calls `onTrouble` immediately for a new cause, then every ten
 * seconds.
 */
export const commitWatch = (onTrouble: (trouble: Trouble) => void, now: () => number = Date.now): CommitWatch => {
  const reported = new Map<string, { at: number; changes: number }>();
  let failing: (Failing & { readonly lastAt: number }) | null = null;

  const report = (trouble: Trouble): void => {
    const before = reported.get(trouble.cause) ?? { at: Number.NEGATIVE_INFINITY, changes: 0 };
    const changes = before.changes + trouble.changes;
    if (now() - before.at < quietMs) {
      reported.set(trouble.cause, { ...before, changes });
      return;
    }
    reported.set(trouble.cause, { at: now(), changes: 0 });
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
