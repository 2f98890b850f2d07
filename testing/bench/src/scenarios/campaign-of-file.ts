import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { campaignIdIn, runCampaign } from '../campaign-api.js';
import { addSegments, changeByHand, tidy } from '../campaign-by-hand.js';
import { outcomesOf, untilCompleted, untilInWarehouse } from '../campaign-progress.js';
import { csvFile, upload } from '../campaign-upload.js';
import { sharesAsText, withCpuShares } from '../cpu.js';
import type { Figure, Scenario } from '../scenario.js';
import { figureOf, median } from '../statistics.js';

const targets = { hand: 'BENCH_A', casm: 'BENCH_B' };

/** A line of a CRM export: columns that the campaign passes over beside the id. */
const line = (row: number): string =>
  `crm-${row};"Müller; Grete ${row}";Month-to-month;${row % 72};79.85;0.${row % 97}`;

const secondsSince = (from: number): number => (performance.now() - from) / 1000;

/** One contender's round: customers a second until the last is changed, and until the last is in the warehouse. */
interface Round {
  readonly changed: number;
  readonly inWarehouse: number;
  readonly cores: ReadonlyMap<string, number>;
}

/**
 * All customers by a file that is CSV and gzip, from its first byte to the last row in the warehouse, and the same by hand. Relay and
 * warehouse are behind both, which take turns.
 */
export const campaignOfFile: Scenario = {
  name: 'campaign-of-file',
  long: true,
  run: async ({ database, customers, rounds, start, say }) => {
    await addSegments(database, Object.values(targets));
    const parts = {
      serve: await start('serve'),
      relay: await start('relay'),
      dwh: await start('dwh'),
      'dwh, the second': await start('dwh'),
    };
    const uploads = new Array<number>();
    const runs = { hand: new Array<Round>(), casm: new Array<Round>() };

    /** `change` resolves, with the number of customers in the warehouse at the end, when the last is changed. */
    const measure = async (name: 'hand' | 'casm', campaignId: string, change: () => Promise<number>): Promise<void> => {
      const began = performance.now();
      const { result, cores } = await withCpuShares(async () => {
        const expected = await change();
        const took = secondsSince(began);
        await untilInWarehouse(database, campaignId, expected);
        return { changed: customers / took, inWarehouse: customers / secondsSince(began) };
      });
      runs[name].push({ ...result, cores });
      say(
        `  ${name}: ${Math.round(result.changed)} customers/s changed, ${Math.round(result.inWarehouse)} in the warehouse (${sharesAsText(cores)})`,
      );
    };

    const uploaded = async (requestId: string): Promise<string> => {
      const began = performance.now();
      const bytes = Readable.from(csvFile('External ID;Name;Contract;Tenure;Charges;Churn score', customers, line));
      const { status, text } = await upload(
        parts.serve.url,
        requestId,
        targets.casm,
        bytes.pipe(createGzip({ level: 1 })),
      );
      if (status !== 201) throw new Error(`${status} ${text}`);
      uploads.push(customers / secondsSince(began));
      return campaignIdIn(text);
    };

    for (let round = 1; round <= rounds; round += 1) {
      const byHand = `by hand ${round}`;
      await tidy(database);
      await measure('hand', byHand, async () => {
        await changeByHand(database, targets.hand, byHand);
        return customers;
      });
      await tidy(database);
      const campaignId = await uploaded(`of-a-file-${round}`);
      await measure('casm', campaignId, async () => {
        await runCampaign(parts.serve.url, campaignId);
        await untilCompleted(database, campaignId);
        return (await outcomesOf(database, campaignId)).get('CHANGED') ?? 0;
      });
    }
    const memory = await Promise.all(
      Object.entries(parts).map(async ([part, { peakMemory }]) => ({ part, peak: await peakMemory() })),
    );
    const pairs = runs.casm.map((casm, index) => ({ casm, hand: runs.hand[index] }));
    const toHand = (of: 'changed' | 'inWarehouse'): number =>
      median(pairs.map(({ casm, hand }) => casm[of] / (hand?.[of] ?? Number.NaN)));
    const rates = (name: string, of: 'changed' | 'inWarehouse', contender: ReadonlyArray<Round>): Figure =>
      figureOf(
        name,
        'customers/s',
        contender.map((each) => each[of]),
      );
    return {
      title:
        'A campaign of all customers by a file of CSV and gzip, and the same by hand, with relay and warehouse behind both',
      figures: [
        figureOf('upload, from the first byte to the answer', 'rows/s', uploads),
        rates('campaign', 'changed', runs.casm),
        rates('campaign, from the order to the warehouse', 'inWarehouse', runs.casm),
        rates('by hand', 'changed', runs.hand),
        rates('by hand, from the first statement to the warehouse', 'inWarehouse', runs.hand),
      ],
      ratios: [
        { name: 'campaign to the statement by hand', value: toHand('changed'), goal: { atLeast: 0.8 } },
        { name: 'the same, to the warehouse', value: toHand('inWarehouse'), goal: { atLeast: 0.8 } },
        {
          name: 'the last row in the warehouse, to the duration of the campaign',
          value: median(runs.casm.map(({ changed, inWarehouse }) => changed / inWarehouse)),
          goal: { atMost: 1.5 },
        },
        ...memory.map(({ part, peak }) => ({
          name: `peak memory of casm ${part}`,
          value: peak,
          unit: 'MiB',
          goal: { atMost: 300 },
        })),
      ],
      notes: [
        `${database.durability}; ${customers} customers; everything on one machine`,
        ...Object.entries(runs).map(
          ([name, contender]) => `Cores busy, ${name}: ${contender.map(({ cores }) => sharesAsText(cores)).join('; ')}`,
        ),
      ],
    };
  },
};
