import { type DeadLetter, reconcileWarehouse, retryDeadLetters } from '@casm/core';
import type { Config } from '../config.js';
import { UserError } from '../user-error.js';
import { closing, found, storeFor, warehouseToRead, warehouseToRepair } from './operator.js';
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
  const store = await storeFor(config, dataDir, 'journal_reader');
  await closing(store, async ({ journal }) =>
    closing(await warehouseToRepair(config, dataDir), async ({ repair }) => {
      const { compared, missing, different, rederived } = await found(
        reconcileWarehouse({
          journal,
          warehouse: repair,
          topic: config.topic,
          before,
          onDifference: ({ kind, refId, version }) => {
            if (tellsEach) out(`version ${version} of customer ${refId} was ${kind}`);
          },
          onProgress: tellProgress(out, 'written'),
        }),
      );
      const { customers, population, moves, gaps } = rederived;
      out(`${compared} versions compared: ${missing} were missing, ${different} different`);
      out(
        `derived rows that were wrong: customers ${customers}, population ${population}, moves ${moves}, gaps ${gaps}`,
      );
    }),
  );
};

const placeOf = ({ delivery: { partition, offset } }: DeadLetter): string =>
  `${partition.topic}/${partition.partition}/${offset}`;

const firstOf = (text: string | null, most: number): string =>
  text === null ? '(none)' : text.length <= most ? text : `${text.slice(0, most)}…`;

const letters = (dead: ReadonlyArray<DeadLetter>): string =>
  table(
    ['topic/partition/offset', 'cluster', 'key', 'error', 'body'],
    dead.map((letter) => [
      placeOf(letter),
      letter.delivery.partition.cluster,
      firstOf(letter.delivery.key, 40),
      firstOf(letter.error, 120),
      firstOf(letter.delivery.body, 60).replaceAll('\n', ' '),
    ]),
  );

export const listDeadLetters = async (config: Config, dataDir: string, out: Out): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ repair }) => {
    const dead = await found(repair.deadLetters);
    out(dead.length === 0 ? 'there are no dead letters' : letters(dead));
  });

/** Reads every dead letter again, as this release reads messages. */
export const retryDead = async (config: Config, dataDir: string, out: Out): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ repair }) => {
    const { revived, dead } = await found(retryDeadLetters(repair));
    out(`${revived} applied, ${dead.length} still cannot be`);
    if (dead.length > 0) out(letters(dead));
  });

/** Forgets dead letters for good: one place, as the list names it, or all of them. */
export const discardDead = async (config: Config, dataDir: string, place: string, out: Out): Promise<void> =>
  closing(await warehouseToRepair(config, dataDir), async ({ repair }) => {
    const dead = await found(repair.deadLetters);
    const chosen = place === 'all' ? dead : dead.filter((letter) => placeOf(letter) === place);
    if (chosen.length === 0) throw new UserError(`there is no dead letter at ${place}`);
    await found(repair.resolve(chosen, []));
    out(`${chosen.length} forgotten`);
  });
