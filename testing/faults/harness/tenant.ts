import type { Entry, RequestLog } from './request-log.js';

export const segments: ReadonlyArray<string> = ['RESIDENTIAL', 'SOHO', 'BUSINESS', 'WHOLESALE'];
/** The segments that `casm seed` creates. */
const seeded: ReadonlyArray<string> = ['RESIDENTIAL', 'SOHO', 'BUSINESS'];

export const segmentPath = '/v1/casm/customers/segment';

const state = { state: 'ACTIVE', stateReason: 'dfltActive' };

/** On a small machine the first requests wait until all processes have started. */
const patienceMs = 120_000;

const must = async (log: RequestLog, entry: Entry): Promise<string> => {
  const until = Date.now() + patienceMs;
  const answer = await log.settle(entry, () => Date.now() > until);
  if (answer.kind !== 'acknowledged')
    throw new Error(`${entry.requestId} was not acknowledged within ${patienceMs} ms; its last answer: ${entry.last}`);
  return answer.body;
};

/**
 * Creates the segments that `casm seed` does not, and the customers, through the API. Returns the answers to the
 * creations.
 */
export const furnish = async (
  catalogue: RequestLog,
  log: RequestLog,
  externalIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  for (const code of segments.filter((each) => !seeded.includes(each))) {
    const body = JSON.stringify({ requestId: `segment-${code}`, code, name: code });
    await must(
      catalogue,
      catalogue.open(`segment-${code}`, { method: 'POST', path: '/v1/casm/customer-segments', body, ifMatch: null }),
    );
  }
  return Promise.all(
    externalIds.map((externalId, index) => {
      const requestId = `create-${externalId}`;
      const body = JSON.stringify({ requestId, externalId, customerSegment: segments[index % segments.length], state });
      return must(log, log.open(requestId, { method: 'POST', path: '/v1/casm/customers', body, ifMatch: null }));
    }),
  );
};
