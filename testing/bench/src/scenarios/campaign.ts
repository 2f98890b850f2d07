import { waitUntil } from '@casm/test-engines';
import { addSegments, changeByHand, tidy } from '../campaign-by-hand.js';
import { createCampaign, runCampaign } from '../campaign-api.js';
import { sharesAsText, withCpuShares } from '../cpu.js';
import type { Scenario } from '../scenario.js';
import { figureOf, median } from '../statistics.js';

/** Where the customers go by hand, and by a campaign: each changes every customer. */
const targets = { hand: 'BENCH_A', casm: 'BENCH_B' };

/** Chunks of a thousand customers by `casm serve`, and by a statement written by hand; they take turns. */
export const campaign: Scenario = {
  name: 'campaign',
  run: async (stage) => {
    const { database, customers, rounds, say } = stage;
    await addSegments(database, Object.values(targets));
    // Nothing is published meanwhile.
    const serve = await stage.start('serve', { CASM_OUTBOX_CEILING: String(Math.max(500_000, 2 * customers)) });
    const rates = { hand: new Array<number>(), casm: new Array<number>() };
    const cores: Record<string, string> = {};
    let memory = 0;

    const measure = async (name: 'hand' | 'casm', run: () => Promise<unknown>): Promise<void> => {
      const began = performance.now();
      const { cores: shares } = await withCpuShares(run);
      const rate = customers / ((performance.now() - began) / 1000);
      rates[name].push(rate);
      cores[name] = sharesAsText(shares);
      say(`  ${name}: ${Math.round(rate)} customers/s (cores: ${cores[name]})`);
    };

    const runToTheEnd = async (campaignId: string): Promise<void> => {
      await runCampaign(serve.url, campaignId);
      const hasEnded = async (): Promise<boolean> => {
        memory = Math.max(memory, await serve.memory());
        const state = await database.query('select state from casm.campaign where campaign_id = $1', [campaignId]);
        return state === 'COMPLETED';
      };
      await waitUntil(hasEnded, { deadlineMs: 900_000, describe: () => 'the campaign is completed' });
    };

    for (let round = 1; round <= rounds; round += 1) {
      await tidy(database);
      await measure('hand', () => changeByHand(database, targets.hand));
      await tidy(database);
      const campaignId = await createCampaign(serve.url, `campaign-${round}`, targets.casm);
      await measure('casm', () => runToTheEnd(campaignId));
    }
    const ratio = median(rates.casm.map((rate, index) => rate / (rates.hand[index] ?? Number.NaN)));
    return {
      title: 'A campaign of all customers, and the same written by hand as one statement for each thousand of them',
      figures: [
        figureOf('by hand', 'customers/s', rates.hand),
        figureOf('CASM', 'customers/s', rates.casm),
        { name: 'peak memory of casm serve', value: memory, unit: 'MiB' },
      ],
      ratios: [
        { name: 'CASM to the statement by hand', value: ratio, goal: { atLeast: 0.8 } },
        { name: 'peak memory of casm serve', value: memory, unit: 'MiB', goal: { atMost: 300 } },
      ],
      notes: [
        `${database.durability}; ${customers} customers, each changed; ${rounds} pairs, of which the median counts; everything on one machine, no relay`,
        ...Object.entries(cores).map(([name, shares]) => `Cores busy, ${name}: ${shares}`),
      ],
    };
  },
};
