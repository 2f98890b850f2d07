import { attacker } from '../attacker.js';
import { attacks } from '../attacks.js';
import { path, segmentChange } from '../load.js';
import { token } from '../processes.js';
import type { Figure, Ratio, Scenario } from '../scenario.js';
import { quantile } from '../statistics.js';

const samples = 100;

/** A client that is not answered for so long has given up, in ms. */
const givesUpMs = 20_000;

/** How long each of so many clients waits, one after the other, in ascending order of ms: each opens a connection and makes a change on it. */
const waits = async (url: string, customers: number): Promise<ReadonlyArray<number>> => {
  const took: Array<number> = [];
  for (let asked = 0; asked < samples; asked += 1) {
    const since = performance.now();
    const answer = await fetch(`${url}${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
      body: segmentChange(customers),
      signal: AbortSignal.timeout(givesUpMs),
    }).catch(() => null);
    await answer?.arrayBuffer();
    took.push(answer?.status === 200 ? performance.now() - since : Number.POSITIVE_INFINITY);
  }
  return took.sort((a, b) => a - b);
};

/** Another client's changes beside and after each attack: after it, each is answered within 100 ms. The attacker is a process of its own. */
export const attacked: Scenario = {
  name: 'attacks',
  long: true,
  run: async ({ start, customers, database, say }) => {
    const serve = await start('serve');
    await waits(serve.url, customers);
    const calm = await waits(serve.url, customers);
    const figures: Array<Figure> = [
      { name: 'no attack, the median', value: quantile(calm, 0.5), unit: 'ms' },
      { name: 'no attack, the slowest', value: quantile(calm, 1), unit: 'ms' },
    ];
    const ratios: Array<Ratio> = [];
    for (const { name } of attacks) {
      const { open, end } = await attacker(name, serve.url, token);
      const during = await waits(serve.url, customers);
      await end();
      const after = await waits(serve.url, customers);
      const [median, slowest, slowestAfter] = [quantile(during, 0.5), quantile(during, 1), quantile(after, 1)];
      say(
        `  ${name}: ${open} open, during it ${median.toFixed(1)} ms, at most ${slowest.toFixed(1)} ms; after it at most ${slowestAfter.toFixed(1)} ms`,
      );
      figures.push({ name: `${name}, open as it begins`, value: open, unit: 'connections' });
      figures.push({ name: `during ${name}, the median`, value: median, unit: 'ms' });
      figures.push({ name: `during ${name}, the slowest`, value: slowest, unit: 'ms' });
      ratios.push({ name: `after ${name}, the slowest`, value: slowestAfter, unit: 'ms', goal: { atMost: 100 } });
    }
    return {
      title: 'Another client beside an attack, and after it',
      figures,
      ratios,
      notes: [
        `${samples} clients one after the other, each on a connection of its own`,
        'Infinity: not answered with 200',
        `${database.durability}; ${customers} customers; attacker and PostgreSQL on the same machine`,
      ],
    };
  },
};
