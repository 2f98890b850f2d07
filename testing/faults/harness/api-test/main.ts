import { parseArgs } from 'node:util';
import { kafkaMissing } from '@casm/test-engines';
import { judgeTables } from '../../src/oracle/tables.js';
import { judgeTopics } from '../../src/oracle/topic.js';
import { judgeWarehouse } from '../../src/oracle/warehouse.js';
import { call } from '../api.js';
import { allReady } from '../casm-process.js';
import { catchUp, collectEvidence } from '../collect-evidence.js';
import { type Engines, startEngines } from '../engines.js';
import { startFleet } from '../fleet.js';
import { noPast } from '../past.js';
import { type Asked, schemathesisMissing, schemathesisPasses } from './schemathesis.js';

/*
 * `npm run test:api -- [--cases 10000] [--seed 1]`: Schemathesis, a public tester of OpenAPI documents, sends valid and
 * invalid requests to the running API. Then the oracle of the fault tests judges the tables, topics and warehouse.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const createCustomers = async (url: string): Promise<void> => {
  for (let number = 1; number <= 12; number += 1) {
    const externalId = `CRM-${number}`;
    const body = JSON.stringify({ requestId: `create-${externalId}`, externalId, customerProfile: 'b2b' });
    const reply = await call(url, { method: 'POST', path: '/v1/casm/customers', body, ifMatch: null });
    if (reply.status !== 201) throw new Error(`${externalId} was not created: ${reply.body}`);
  }
};

const passes = async (engines: Engines, asked: Asked): Promise<boolean> => {
  const fleet = await startFleet({ databaseUrl: engines.postgres.url, brokers: engines.proxiedBrokers, mutant: null });
  try {
    await allReady(fleet.all, 120_000);
    const [url = ''] = fleet.urls;
    await createCustomers(url);
    const found = await schemathesisPasses(url, asked);
    const behind = await catchUp(engines.postgres.url, 120_000);
    if (behind !== null) say(`still under way at the end: ${behind}`);
    // Only Schemathesis knows the requests, so the guarantees about answers are not judged.
    const evidence = await collectEvidence(
      engines.postgres.url,
      engines.kafka.brokers,
      { records: () => [] },
      noPast(),
    );
    const violations = [...judgeTables(evidence), ...judgeTopics(evidence), ...judgeWarehouse(evidence)];
    for (const { promise, kind, what } of violations) say(`${promise} ${kind}: ${what}`);
    const deaths = fleet.all.flatMap((one) => one.deaths());
    for (const death of deaths) say(death);
    say(
      `${evidence.journal.length} versions of ${evidence.customers.length} customers, ${violations.length} violations`,
    );
    return found && behind === null && violations.length === 0 && deaths.length === 0;
  } finally {
    await fleet.stop();
  }
};

const required = (name: string): boolean => process.env[name] === '1';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const missing = {
  CASM_REQUIRE_KAFKA: await kafkaMissing(),
  CASM_REQUIRE_TOOLS: await schemathesisMissing(),
};
const left = Object.entries(missing).flatMap(([name, reason]) => (reason === null ? [] : [{ name, reason }]));
if (left.length > 0) {
  for (const { reason } of left) say(`skipped: the API is not tested by its document: ${reason}`);
  process.exitCode = left.some(({ name }) => required(name)) ? 1 : 0;
} else {
  const engines = await startEngines();
  try {
    process.exitCode = (await passes(engines, { cases: Number(values.cases), seed: Number(values.seed) })) ? 0 : 1;
  } finally {
    await engines.stop();
  }
}
process.exit();
