import { checkpoint } from './database.js';
import type { Phase } from './generator-process.js';
import { only } from './generator.js';
import { type Measurements, sendTo, startServing } from './overload-load.js';
import { calmShare, figuresOf, ratiosOf, recoverySeconds, type Round } from './overload-round.js';
import type { Stage } from './scenario.js';

export const crowd = 12_000;

const inMs = (latency: number | null): string => (latency === null ? 'none' : `${latency.toFixed(0)} ms`);

const told = (name: string, phase: Phase): string => {
  const { sentPerSecond, goodPerSecond, refusedPerSecond, failed, broken, unsent, open, cpuPerRequest } = phase;
  const good = `good ${goodPerSecond.toFixed(0)}/s (p50 ${inMs(phase.p50)}, p99 ${inMs(phase.p99)})`;
  const refused = `refused ${refusedPerSecond.toFixed(0)}/s (p50 ${inMs(phase.refusedP50)}, p99 ${inMs(phase.refusedP99)})`;
  return `  ${name}: sent ${sentPerSecond.toFixed(0)}/s, ${good}, ${refused}, failed ${failed}, broken ${broken}, unsent ${unsent}, open ${open}, generator ${cpuPerRequest.toFixed(0)} µs a request`;
};

const runRound = async (stage: Stage): Promise<Round> => {
  const { database, seconds, say } = stage;
  await checkpoint(database);
  const serve = await startServing(stage);
  const send = sendTo(serve, stage);
  const warmUp = seconds / 3;
  const peak = async (): Promise<Phase> =>
    only(await send({ connections: 64, phases: [{ rate: null, seconds, warmUp }] }));
  await peak();
  const before = await peak();
  say(told('64 connections, the peak', before));
  const overload = (times: number) => ({ rate: before.goodPerSecond * times, seconds, warmUp });
  const calm = {
    rate: before.goodPerSecond * calmShare,
    seconds: recoverySeconds + seconds,
    warmUp: recoverySeconds,
  };
  const phases = [overload(2), calm, overload(3), calm];
  const [twice, afterTwice, thrice, afterThrice] = await send({ connections: crowd, phases });
  if (twice === undefined || afterTwice === undefined || thrice === undefined || afterThrice === undefined)
    throw new Error('the load generator told of too few phases');
  say(told('twice the peak', twice));
  say(told('half of it after that', afterTwice));
  say(told('three times the peak', thrice));
  say(told('half of it after that', afterThrice));
  const after = await peak();
  const memory = await serve.peakMemory();
  await serve.stop();
  return { before, twice, afterTwice, thrice, afterThrice, after, memory };
};

/** Twice and three times what the service can do, sent whatever the answers take, and half of it after each. */
export const overloadByCrowd = async (stage: Stage): Promise<Measurements> => {
  const rounds: Array<Round> = [];
  // A process of its own for each: some are faster than others for as long as they live.
  for (let round = 1; round <= stage.rounds; round += 1) {
    stage.say(`  round ${round}`);
    rounds.push(await runRound(stage));
  }
  return { figures: figuresOf(rounds), ratios: ratiosOf(rounds) };
};
