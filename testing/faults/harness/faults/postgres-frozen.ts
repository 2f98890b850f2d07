import { breach } from '../../src/violation.js';
import { lasting } from '../until.js';
import type { Fault } from './fault.js';

const frozenMs = 30_000;

/** What is sent in this time before can be in a batch that freezes with the server. */
const beforeMs = 1000;

/** A caller is answered within 5 s by default; the rest allows for delays on a busy machine. */
const answeredMs = 7000;

/** The server keeps its connections but answers nothing; only the deadlines of the requests detect it. */
export const postgresFrozen: Fault = {
  name: 'PostgreSQL frozen for 30 s',
  inject: async ({ engines, log, broken }) => {
    const observed = log.observe();
    await lasting(beforeMs);
    await engines.postgres.freeze();
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
