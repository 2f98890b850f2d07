import { type DeadLetter, reconcileWarehouse, retryDeadLetters } from '@casm/core';
import type { Config } from '../config.js';
import { dwhGroup } from '../runtime/names.js';
import { UserError } from '../user-error.js';
import { closing, found, journalAndWarehouse, warehouseToRead, warehouseToRepair } from './operator.js';
import { tellProgress } from './progress.js';
import { table } from './table.js';

type Out = (line: string) => void;

/** What is younger may still be on its way to the warehouse. */
const underWay = 60_000;

/** Compares what occurred before `to` with the journal, tells and mends each difference. */
export const reconcile = (config: Config, dataDir: string, to: string | undefined, out: Out): Promise<void> =>
  mend(config, dataDir, to ?? new Date(Date.now() - underWay).toISOString(), true, out);

/** Fills an empty warehouse from the journal. */
export const rebuild = async (config: Config, dataDir: string, out: Out): Promise<void> => {
  const { versions } = await closing(await warehouseToRead(config, dataDir), ({ reports }) => found(reports.freshness));
  if (versions > 0)
    throw new UserError(
      `the warehouse is not empty, it has ${versions} versions: casm dwh reconcile mends it; to start anew, drop its schema and run casm migrate`,
    );
  await mend(config, dataDir, null, false, out);
};

const mend = async (
  config: Config,
  dataDir: string,
  before: string | null,
  tellsEach: boolean,
  out: Out,
): Promise<void> => {
  const { store, warehouse } = await journalAndWarehouse(config, dataDir);
  await closing(store, ({ journal }) =>
    closing(warehouse, async ({ repair, deadLetters }) => {
      const { compared, missing, different, unknown, rederived, settled } = await found(
        reconcileWarehouse({
          journal,
          warehouse: repair,
          deadLetters,
          topic: config.topic,
          before,
          onDifference: ({ kind, refId, version }) => {
            if (tellsEach) out(`version ${version} of customer ${refId} ${what[kind]}`);
          },
          onProgress: tellProgress(out, 'corrected'),
        }),
      );
      const { customers, population, moves, campaigns, gaps } = rederived;
      out(
        `${compared} versions compared: ${missing} were missing, ${different} different, ${unknown} not in the journal`,
      );
      out(
        `derived rows that were wrong: customers ${customers}, population ${population}, moves ${moves}, campaigns ${campaigns}, gaps ${gaps}`,
      );
      if (settled > 0)
        out(`${settled} dead letters contradicted a version: the journal has decided, they are forgotten`);
    }),
  );
};

const what = {
  missing: 'was missing',
  different: 'was different',
  unknown: 'is not in the journal: it was removed, and is kept in removed_version',
} as const;

const firstOf = (text: string | null, most: number): string =>
  text === null ? '(none)' : text.length <= most ? text : `${text.slice(0, most)}…`;

const rowOf = ({ delivery: { partition, offset, key, body }, error }: DeadLetter): ReadonlyArray<string | number> => [
  partition.cluster,
  partition.topic,
  partition.partition,
  offset,
  firstOf(key, 40),
  firstOf(error, 120),
  firstOf(body, 60),
];

const tableOf = (dead: ReadonlyArray<DeadLetter>): string =>
  table(['cluster', 'topic', 'partition', 'offset', 'key', 'error', 'body'], dead.map(rowOf));

const listed = 1000;

export const listDeadLetters = async (config: Config, dataDir: string, out: Out): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ deadLetters }) => {
    const dead = await found(deadLetters.list(null, listed));
    out(dead.length === 0 ? 'there are no dead letters' : tableOf(dead));
    if (dead.length === listed) out(`these are the first ${listed}; there may be more`);
  });

/** Reads every dead letter again, as this release reads messages. */
export const retryDead = async (config: Config, dataDir: string, out: Out): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ deadLetters }) => {
    const { revived, dead } = await found(
      retryDeadLetters(deadLetters, ({ delivery: { partition, offset }, error }) =>
        out(`${partition.topic} ${partition.partition} ${offset}: ${firstOf(error, 120)}`),
      ),
    );
    out(`${revived} applied, ${dead} still cannot be`);
  });

export interface DeadPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** By default the configured one. */
  readonly cluster?: string;
}

/** Forgets one dead letter for good. */
export const discardDead = async (
  config: Config,
  dataDir: string,
  { topic, partition, offset, cluster = config.kafkaCluster }: DeadPlace,
  out: Out,
): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ deadLetters }) => {
    const place = { partition: { cluster, group: dwhGroup, topic, partition }, offset };
    if ((await found(deadLetters.resolve([place], []))) === 0)
      throw new UserError(`there is no dead letter at ${topic} ${partition} ${offset} of cluster ${cluster}`);
    out('forgotten');
  });
