import * as t from 'io-ts';
import { decodeRows } from '../rows.js';
import { sqlstateOf } from '../failures.js';
import type { SqlConnection } from '../sql-connection.js';
import { type DatabaseProblem, DatabaseUnusable } from './database-problem.js';
import { dateOf, edgesOfDays, localTimeIn } from './local-days.js';

const statement = `
select to_char(instant at time zone $2, 'YYYY-MM-DD HH24:MI:SS') as local
from unnest($1::timestamptz[]) with ordinality as asked (instant, place)
order by place`;

const invalidParameterValue = '22023';

/**
 * PostgreSQL counts days and this process requests them, so both must mean the same zone by the name. They differ for
 * offsets and POSIX strings (opposite sign), for abbreviations, and where one side has older rules.
 */
export const timeZoneProblems = async (
  session: SqlConnection,
  timeZone: string,
  now = Date.now(),
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const problem = (detail: string): ReadonlyArray<DatabaseProblem> => [
    { name: 'time-zone', detail: `${detail}; use a name such as Europe/Vienna` },
  ];
  const local = localTimeIn(timeZone);
  if (local === null) return problem(`the time zone ${timeZone} is not known to this process`);
  const moments = edgesOfDays(local, now);
  try {
    const instants = moments.map((moment) => new Date(moment).toISOString());
    const { rows } = await session.query({ text: statement, values: [instants, timeZone] });
    const there = decodeRows(t.type({ local: t.string }))(rows).map((row) => row.local);
    const place = moments.findIndex((moment, at) => dateOf(there[at] ?? '') !== dateOf(local(moment)));
    const moment = moments[place];
    if (moment === undefined) return [];
    return problem(
      `the time zone ${timeZone} is another one to PostgreSQL: ${instants[place]} is ${there[place]} there and ${local(moment)} here`,
    );
  } catch (error) {
    if (sqlstateOf(error) === invalidParameterValue)
      return problem(`the time zone ${timeZone} is not known to PostgreSQL`);
    throw error;
  }
};

/** A check that runs until it succeeds once: the zone has the same days on both sides. Throws DatabaseUnusable. */
export const mustKnowTimeZone = (timeZone: string): ((session: SqlConnection) => Promise<void>) => {
  let isKnown = false;
  return async (session) => {
    if (isKnown) return;
    const problems = await timeZoneProblems(session, timeZone);
    if (problems.length > 0) throw new DatabaseUnusable(problems);
    isKnown = true;
  };
};
