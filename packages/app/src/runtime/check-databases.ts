import { setTimeout as pause } from 'node:timers/promises';
import { checkDatabase, type DatabaseProblem, type DatabaseToCheck } from '@casm/adapter-postgres';
import { type Log, logWaiting } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import { UserError } from '../user-error.js';

/** A database and the setting that names it. */
export interface ConfiguredDatabase extends DatabaseToCheck {
  readonly setting: string;
}

interface Problem extends Pick<DatabaseProblem, 'detail'> {
  readonly setting: string;
}

const retryPauseMs = 1000;

/**
 * Null if all of them can be used, or a line for each that cannot be reached now. Throws a UserError with a line for each problem of
 * each database.
 */
export const whatIsOutOfReach = async (
  databases: ReadonlyArray<ConfiguredDatabase>,
): Promise<ReadonlyArray<string> | null> => {
  const checked = await Promise.all(
    databases.map(async (database) => ({ database, problems: await checkDatabase(database)() })),
  );
  const outOfReach = checked.flatMap(({ database: { setting }, problems }) =>
    E.isLeft(problems) ? [{ setting, detail: `the database cannot be reached: ${problems.left.detail}` }] : [],
  );
  const wrong = checked.flatMap(({ database: { setting }, problems }) =>
    E.isRight(problems)
      ? problems.right.map(({ name, detail }) => ({
          setting: name === 'time-zone' ? 'CASM_TIME_ZONE' : setting,
          detail,
        }))
      : [],
  );
  if (wrong.length > 0) throw new UserError(...linesOf([...wrong, ...outOfReach]));
  return outOfReach.length > 0 ? linesOf(outOfReach) : null;
};

/** What two settings share, such as a server, is told once. */
const linesOf = (problems: ReadonlyArray<Problem>): ReadonlyArray<string> => {
  const settings = new Map<string, Set<string>>();
  for (const { setting, detail } of problems) settings.set(detail, (settings.get(detail) ?? new Set()).add(setting));
  return [...settings].map(([detail, named]) => `${[...named].join(', ')}: ${detail}`);
};

/** Throws a UserError unless all of them can be used now. */
export const mustBeUsable = async (databases: ReadonlyArray<ConfiguredDatabase>): Promise<void> => {
  const outOfReach = await whatIsOutOfReach(databases);
  if (outOfReach !== null) throw new UserError(...outOfReach);
};

/** Resolves as soon as all of them can be reached and used. `who` waits for them, which the log tells. Throws a UserError. */
export const usableOnceReached = async (
  databases: ReadonlyArray<ConfiguredDatabase>,
  who: string,
  log: Log,
): Promise<void> => {
  let outOfReach: ReadonlyArray<string> | null = null;
  const telling = logWaiting(who, () => (outOfReach === null ? null : `a database (${outOfReach.join('; ')})`), log);
  try {
    while ((outOfReach = await whatIsOutOfReach(databases)) !== null) await pause(retryPauseMs);
  } finally {
    await telling.stop();
  }
};
