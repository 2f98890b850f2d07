import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { campaignIdIn, runCampaign } from '../campaign-api.js';
import { addSegments, changeByHand } from '../campaign-by-hand.js';
import { outcomesOf, untilCompleted, untilInWarehouse } from '../campaign-progress.js';
import { csvFile, upload } from '../campaign-upload.js';
import { sharesAsText, withCpuShares } from '../cpu.js';
import { checkpoint } from '../database.js';
import type { Scenario } from '../scenario.js';

const targets = { hand: 'BENCH_A', casm: 'BENCH_B' };

/** The statement by hand changes so many customers, if there are more: its rate does not depend on their number. */
const mostByHand = 200_000;

/** A line of a CRM export: columns that the campaign passes over beside the id. */
const line = (row: number): string =>
  `crm-${row};"Müller; Grete ${row}";Month-to-month;${row % 72};79.85;0.${row % 97}`;

/** All customers by a file that is CSV and gzip, from its first byte to the last row in the warehouse. */
export const campaignOfFile: Scenario = {
  name: 'campaign-of-file',
  long: true,
  run: async ({ database, customers, start, say }) => {
    await addSegments(database, Object.values(targets));
    const beganByHand = performance.now();
    const byHand =
      (1000 * (await changeByHand(database, targets.hand, mostByHand))) / (performance.now() - beganByHand);
    say(`  by hand: ${Math.round(byHand)} customers/s`);
    await database.query('truncate casm.business_transaction, casm.outbox');
    await database.query('vacuum analyze casm.customer, casm.segment_history');
    await checkpoint(database);

    const parts = { serve: await start('serve'), relay: await start('relay'), dwh: await start('dwh') };
    const seconds = (from: number, to: number): number => (to - from) / 1000;
    const uploadBegan = performance.now();
    const bytes = Readable.from(csvFile('External ID;Name;Contract;Tenure;Charges;Churn score', customers, line));
    const { status, text } = await upload(
      parts.serve.url,
      'of-a-file',
      targets.casm,
      bytes.pipe(createGzip({ level: 1 })),
    );
    if (status !== 201) throw new Error(`${status} ${text}`);
    const uploadTook = seconds(uploadBegan, performance.now());
    const campaignId = campaignIdIn(text);
    say(`  upload: ${uploadTook.toFixed(1)} s`);

    const began = performance.now();
    const { result, cores } = await withCpuShares(async () => {
      await runCampaign(parts.serve.url, campaignId);
      return untilCompleted(database, campaignId);
    });
    const took = seconds(began, result);
    const outcomes = await outcomesOf(database, campaignId);
    const inWarehouse = seconds(began, await untilInWarehouse(database, campaignId, outcomes.get('CHANGED') ?? 0));
    say(`  campaign: ${took.toFixed(1)} s, in the warehouse after ${inWarehouse.toFixed(1)} s`);
    const memory = await Promise.all(
      Object.entries(parts).map(async ([part, { peakMemory }]) => ({ part, peak: await peakMemory() })),
    );
    return {
      title: 'A campaign of all customers by a file of CSV and gzip, with relay and warehouse behind it',
      figures: [
        { name: 'upload, from the first byte to the answer', value: customers / uploadTook, unit: 'rows/s' },
        { name: 'campaign', value: customers / took, unit: 'customers/s' },
        { name: 'from the order to the warehouse', value: customers / inWarehouse, unit: 'customers/s' },
        { name: 'by hand, without relay and warehouse', value: byHand, unit: 'customers/s' },
      ],
      ratios: [
        { name: 'campaign to the statement by hand', value: customers / took / byHand, goal: { atLeast: 0.8 } },
        {
          name: 'the last row in the warehouse, to the duration of the campaign',
          value: inWarehouse / took,
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
        `${database.durability}; ${customers} customers, of which ${[...outcomes].map(([outcome, rows]) => `${rows} ${outcome}`).join(', ')}; by hand at most ${mostByHand}; everything on one machine`,
        `Cores busy during the campaign: ${sharesAsText(cores)}`,
      ],
    };
  },
};
