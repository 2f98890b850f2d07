import { breach } from '../../src/violation.js';
import { lasting } from '../until.js';
import type { Fault } from './fault.js';

const frozenMs = 30_000;

/** What a caller waits for at most is 5 s by default; the rest is for the way there and back on a machine that is busy. */
const answeredMs = 7000;

/** It keeps its connections and answers nothing: only the deadline of a request tells that it does not. */
export const postgresFrozen: Fault = {
  name: 'PostgreSQL frozen for 30 s',
  inject: async ({ engines, log, broken }) => {
    await engines.postgres.freeze();
    const observed = log.observe();
    await lasting(frozenMs);
    const answers = observed();
    const late = answers.filter(({ status, ms }) => status === null || ms > answeredMs);
    if (answers.length === 0) throw new Error('nobody asked for anything meanwhile');
    for (const { status, ms } of late)
      broken(
        breach(
          'G8',
          'other',
        )(`with PostgreSQL frozen a caller got ${status ?? 'no answer'} after ${Math.round(ms)} ms`),
      );
  },
  undo: ({ engines }) => engines.postgres.thaw(),
};
