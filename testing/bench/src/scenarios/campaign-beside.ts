import { addSegments } from '../campaign-by-hand.js';
import { outcomesOf, untilCompleted, untilInWarehouse } from '../campaign-progress.js';
import { createCampaign, runCampaign } from '../campaign-api.js';
import { sharesAsText, withCpuShares } from '../cpu.js';
import { checkpoint } from '../database.js';
import { pacedLoad } from '../paced-load.js';
import { token } from '../processes.js';
import type { Scenario } from '../scenario.js';

const target = 'BENCH_B';
const singlesPerSecond = 200;
const longestSeconds = 1800;

/** A campaign of all customers with everything that belongs to it: single changes beside it, and the relay and the warehouse behind. */
export const campaignBeside: Scenario = {
  name: 'campaign-beside',
  long: true,
  run: async ({ database, customers, seconds, start, say }) => {
    await addSegments(database, [target]);
    const serve = await start('serve');
    await start('relay');
    await start('dwh');
    const load = { urls: [serve.url], token, connections: 64, customers, rate: singlesPerSecond };
    await pacedLoad({ ...load, seconds: Math.ceil(seconds / 2) });
    const alone = await pacedLoad({ ...load, seconds });
    say(`  single changes alone: p50 ${alone.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} ms`);
    await checkpoint(database);

    const campaignId = await createCampaign(serve.url, 'campaign-beside', target);
    const began = performance.now();
    await runCampaign(serve.url, campaignId);
    let isOver = false;
    const { result, cores } = await withCpuShares(async () => {
      const [completed, beside] = await Promise.all([
        untilCompleted(database, campaignId).finally(() => (isOver = true)),
        pacedLoad({ ...load, seconds: longestSeconds, isOver: () => isOver }),
      ]);
      return { completed, beside };
    });
    const changed = (await outcomesOf(database, campaignId)).get('CHANGED') ?? 0;
    const inWarehouse = await untilInWarehouse(database, campaignId, changed);
    const { completed, beside } = result;
    const [took, tookInAll] = [(completed - began) / 1000, (inWarehouse - began) / 1000];
    say(`  single changes beside: p50 ${beside.p50.toFixed(1)} ms, p99 ${beside.p99.toFixed(1)} ms`);
    say(`  campaign: ${took.toFixed(1)} s, in the warehouse after ${tookInAll.toFixed(1)} s`);
    return {
      title: `A campaign with ${singlesPerSecond} single changes a second beside it, and relay and warehouse behind it`,
      figures: [
        { name: 'campaign', value: changed / took, unit: 'customers/s' },
        { name: 'from the order to the warehouse', value: changed / tookInAll, unit: 'customers/s' },
        { name: 'single changes alone, p50', value: alone.p50, unit: 'ms' },
        { name: 'single changes alone, p99', value: alone.p99, unit: 'ms' },
        { name: 'single changes beside the campaign', value: beside.perSecond, unit: 'requests/s' },
        { name: 'single changes beside the campaign, p50', value: beside.p50, unit: 'ms' },
      ],
      ratios: [
        {
          name: 'the last row in the warehouse, to the duration of the campaign',
          value: tookInAll / took,
          goal: { atMost: 1.5 },
        },
        { name: 'single changes beside the campaign, p99', value: beside.p99, unit: 'ms', goal: { atMost: 50 } },
      ],
      notes: [
        `${database.durability}; ${changed} of ${customers} customers changed by the campaign; everything on one machine`,
        `Cores busy during the campaign: ${sharesAsText(cores)}`,
      ],
    };
  },
};
