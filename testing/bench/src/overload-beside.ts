import { only } from './generator.js';
import { type Measurements, memoryGoal, sendTo, startServing } from './overload-load.js';
import type { Figure, Ratio, Stage } from './scenario.js';
import { median } from './statistics.js';

/** What is served beside the changes; `{n}` is the number of a customer. */
const routes = {
  '/livez': '/livez',
  '/readyz': '/readyz',
  '/metrics': '/metrics',
  'customer reads': '/v1/casm/customers/read?refId=bench-{n}',
};

/** 64 writers beside others who ask for something else in a loop. */
export const writersBesideOthers = async (stage: Stage): Promise<Measurements> => {
  const { seconds, say } = stage;
  const serve = await startServing(stage);
  const send = sendTo(serve, stage);
  const phases = [{ rate: null, seconds: seconds * 0.6, warmUp: seconds * 0.2 }];
  const alone = async (): Promise<number> => only(await send({ connections: 64, phases })).goodPerSecond;
  const figures: Array<Figure> = [];
  const ratios: Array<Ratio> = [];
  let before = await alone();
  for (const [name, get] of Object.entries(routes))
    for (const others of [64, 256, 1000]) {
      const [writers, readers] = await Promise.all([
        send({ connections: 64, phases }),
        send({ connections: others, phases, get }),
      ]);
      const [{ goodPerSecond: written }, { goodPerSecond: read }] = [only(writers), only(readers)];
      const after = await alone();
      const kept = written / median([before, after]);
      before = after;
      say(
        `  64 writers beside ${others} on ${name}: ${written.toFixed(0)}/s (${kept.toFixed(2)}), others ${read.toFixed(0)}/s`,
      );
      figures.push({ name: `64 writers beside ${others} on ${name}`, value: written, unit: '/s' });
      figures.push({ name: `the ${others} others on ${name}`, value: read, unit: '/s' });
      const goal = { atLeast: name === 'customer reads' ? 0.4 : 0.7 };
      ratios.push({ name: `kept beside ${others} on ${name}`, value: kept, goal });
    }
  ratios.push({ name: 'most memory beside others', value: await serve.peakMemory(), unit: 'MiB', goal: memoryGoal });
  return { figures, ratios };
};
