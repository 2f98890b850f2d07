import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '@casm/test-engines';
import { asShipped, type CasmProcess, casmProcess, type Environment, type Kind } from './casm-process.js';
import type { Mutant } from './sabotage/mutants.js';
import { furtherTopic } from './topic.js';

const run = promisify(execFile);

/** The product as in production: two processes of each kind. */
export interface Fleet {
  readonly all: ReadonlyArray<CasmProcess>;
  readonly of: (kind: Kind) => ReadonlyArray<CasmProcess>;
  /** URLs of the API. */
  readonly urls: ReadonlyArray<string>;
  /** Runs an operator command, such as `casm replay`, and answers with its output; rejects if it fails. */
  readonly operate: (...args: ReadonlyArray<string>) => Promise<string>;
  /** A further process, not started. */
  readonly another: (kind: 'relay' | 'dwh') => CasmProcess;
  readonly stop: () => Promise<void>;
}

export const token = 'fault-tests-token-0001';

/** The cluster name of the warehouse's positions and dead letters. */
export const cluster = 'fault-tests';

export interface FleetOptions {
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly mutant: Mutant | null;
  /** The most rows of campaigns that a process changes in a second; by default no limit. */
  readonly campaignRate?: number;
  /** Node's arguments for the casm command; by default that of this release. */
  readonly program?: ReadonlyArray<string>;
  /** What the names of its processes begin with. */
  readonly named?: string;
}

/** Migrates and seeds the database, and starts the processes. */
export const startFleet = async (given: FleetOptions): Promise<Fleet> => {
  const { program = asShipped, named = '' } = given;
  const env: Environment = {
    CASM_DATABASE_URL: given.databaseUrl,
    CASM_DWH_DATABASE_URL: given.databaseUrl,
    CASM_KAFKA_BROKERS: given.brokers,
    CASM_KAFKA_CLUSTER: cluster,
    CASM_API_TOKENS: `crm:${token}`,
    CASM_PUBLICATION_RULES: JSON.stringify([{ topic: furtherTopic, changedFields: ['customerSegment'] }]),
    // Small chunks, so that a campaign has many of them.
    CASM_CAMPAIGN_CHUNK_ROWS: '5',
    ...(given.campaignRate === undefined ? {} : { CASM_CAMPAIGN_ROWS_PER_SECOND: String(given.campaignRate) }),
    ...(given.mutant === null ? {} : { FAULTS_MUTANT: given.mutant }),
  };
  const operate = async (...args: ReadonlyArray<string>): Promise<string> => {
    const settings = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await run(process.execPath, [...program, ...args], settings);
    return stdout;
  };
  for (const command of ['migrate', 'seed']) await operate(command);
  const ports = [await freePort(), await freePort()];
  const all = [
    ...ports.map((port, index) =>
      casmProcess({
        name: `${named}serve ${index + 1}`,
        kind: 'serve',
        args: ['--port', String(port)],
        env,
        program,
      }),
    ),
    ...(['relay', 'dwh'] as const).flatMap((kind) =>
      [1, 2].map((number) => casmProcess({ name: `${named}${kind} ${number}`, kind, env, program })),
    ),
  ];
  let others = 0;
  for (const one of all) one.start();
  return {
    all,
    of: (kind) => all.filter((one) => one.kind === kind),
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    operate,
    another: (kind) => casmProcess({ name: `${kind} of the storm ${(others += 1)}`, kind, env, program }),
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
};
