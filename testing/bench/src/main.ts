import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTopics } from '@casm/adapter-kafka';
import { startKafka } from '@casm/test-engines';
import * as E from 'fp-ts/lib/Either.js';
import { fill, openDatabase } from './database.js';
import { pgbenchIsMissing } from './pgbench.js';
import { abandonOnExit, processesOn } from './processes.js';
import { missedGoals, tableOf, writeResults } from './report.js';
import type { Report, Scenario, Stage } from './scenario.js';
import { attacked } from './scenarios/attacks.js';
import { campaign } from './scenarios/campaign.js';
import { campaignBeside } from './scenarios/campaign-beside.js';
import { campaignOfFile } from './scenarios/campaign-of-file.js';
import { expiredKeys, memory, scale } from './scenarios/endurance.js';
import { fairness } from './scenarios/fairness.js';
import { inMemory } from './scenarios/in-memory.js';
import { loneChange } from './scenarios/lone-change.js';
import { observability } from './scenarios/observability.js';
import { overload } from './scenarios/overload.js';
import { pipeline } from './scenarios/pipeline.js';
import { campaignFaults } from './scenarios/campaign-faults.js';
import { poolers } from './scenarios/poolers.js';
import { reads } from './scenarios/reads.js';
import { connections, hotCustomer, throughput } from './scenarios/side-by-side.js';
import { twoBuilds } from './scenarios/two-builds.js';

/** Those that need nothing but this build. */
const ofThisBuild = [
  inMemory,
  throughput,
  connections,
  hotCustomer,
  pipeline,
  campaign,
  loneChange,
  reads,
  fairness,
  expiredKeys,
  memory,
  scale,
  overload,
  attacked,
  observability,
  poolers,
  campaignBeside,
  campaignOfFile,
  ...campaignFaults,
];

const usage = `npm run bench -- [--full] [--only name,name] [--customers n] [--rows n] [--seconds n] [--rounds n] [--name results] [--casm main.js] [--beside main.js]
scenarios: ${ofThisBuild.map(({ name, long }) => `${name}${long === true ? ' (long)' : ''}`).join(', ')}, two-builds (needs --beside)
exit code: 0, 1 where a goal is missed or a scenario fails, 2 where there is no such scenario`;

const options = {
  full: { type: 'boolean', default: false },
  only: { type: 'string' },
  customers: { type: 'string', default: '1000000' },
  rows: { type: 'string', default: '10000000' },
  seconds: { type: 'string', default: '10' },
  rounds: { type: 'string', default: '3' },
  name: { type: 'string', default: 'latest' },
  /** Of another build, to be compared with this one on the same machine. */
  casm: { type: 'string' },
  /** Of another build, for two-builds. */
  beside: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

// npm starts this in the package's folder; a path is meant from where npm was called.
const here = process.env['INIT_CWD'] ?? '.';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options });
const buildAt = (main: string | undefined) => (main === undefined ? undefined : path.resolve(here, main));
const [casm, beside] = [buildAt(values.casm), buildAt(values.beside)];
const scenarios: ReadonlyArray<Scenario> = [...ofThisBuild, ...(beside === undefined ? [] : [twoBuilds(beside)])];
const asked = values.only?.split(',');
const chosen = scenarios.filter(({ name, long }) => asked?.includes(name) ?? (values.full || long !== true));
if (values.help || chosen.length === 0) {
  say(usage);
  process.exit(values.help ? 0 : 2);
}

abandonOnExit();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
say(machine);
const database = await openDatabase();
const started = await startKafka();
if (E.isLeft(started)) throw new Error(`a real Kafka is needed: ${started.left}`);
const kafka = started.right;
const reports: Array<Report> = [];
try {
  await ensureTopics({ brokers: kafka.brokers }, [{ name: 'casm.customer', partitions: 12, replicas: 1 }]);
  const customers = Number(values.customers);
  say(`filling in ${customers.toLocaleString('en')} customers`);
  await fill(database, customers);
  const processes = processesOn({ databaseUrl: database.url, brokers: kafka.brokers, casm });
  const stage: Stage = {
    database,
    start: processes.start,
    brokers: kafka.brokers,
    customers,
    rows: Number(values.rows),
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    noPgbench: await pgbenchIsMissing(),
    say,
  };
  for (const scenario of chosen) {
    say(`\n${scenario.name}`);
    try {
      const report = await scenario.run(stage);
      reports.push(report);
      say(`\n${tableOf(report)}`);
      say(`\nwritten: ${await writeResults(values.name, machine, reports)}.{md,json,svg}`);
    } finally {
      await processes.stopAll();
    }
  }
} finally {
  await kafka.stop();
  await database.stop();
}

const missed = missedGoals(reports);
if (missed.length > 0) {
  say(`\nmissed:\n${missed.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
}
