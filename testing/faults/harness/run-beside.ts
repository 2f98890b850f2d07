import { breach, type Violation } from '../src/violation.js';
import { seededRandom } from '@casm/test-engines';
import { allReady } from './casm-process.js';
import type { Engines } from './engines.js';
import { type Fault, nothingToUndo } from './faults/fault.js';
import { handedOver } from './faults/handed-over.js';
import { type Fleet, startFleet } from './fleet.js';
import { startLoad } from './load.js';
import type { Options } from './options.js';
import { noPast } from './past.js';
import { type PreviousRelease, thisRelease } from './previous-release.js';
import { probeIds, recovery } from './recovery.js';
import { type RequestLog, requestLog } from './request-log.js';
import { customersOf, episode, injectAll, judged, type Outcome, type Say, telling } from './run.js';
import { besideFaults, faultsNamed } from './schedule.js';
import { furnish } from './tenant.js';
import { lasting } from './until.js';

/** Both releases as one fleet; what an operator does is done with this release. */
const sideBySide = (before: Fleet, now: Fleet): Fleet => ({
  all: [...before.all, ...now.all],
  of: (kind) => [...before.of(kind), ...now.of(kind)],
  urls: [...before.urls, ...now.urls],
  operate: now.operate,
  another: now.another,
  stop: async () => {
    await Promise.all([before.stop(), now.stop()]);
  },
});

/** The limit that docs/how-to/run-it.md states, with the drain of `casm serve`. */
const gracefulEndMs = 15_000;

const nothingFor = (name: string, ms: number): Fault => ({ name, inject: () => lasting(ms), undo: nothingToUndo });

/** Requests go to this release alone from now on, and the processes of the release before end. */
const beforeStops = (before: Fleet, urls: Array<string>): Fault => ({
  name: 'the release before stops',
  inject: async ({ broken }) => {
    urls.splice(0, urls.length, ...urls.filter((url) => !before.urls.includes(url)));
    for (const one of before.all) {
      const { code, signal, ms } = await one.stop();
      const how = `${one.name} ended with ${signal ?? code} ${Math.round(ms)} ms after SIGTERM`;
      if (code !== 0 || ms > gracefulEndMs) broken(breach('G9', 'other')(how, Date.now()));
    }
  },
  undo: nothingToUndo,
});

const answersOf = (log: RequestLog, { urls }: Fleet): number =>
  urls.reduce((sum, url) => sum + (log.successes.get(url) ?? 0), 0);

/**
 * The release before alone under load; this release migrates and starts beside it; both while faults are injected; then the release
 * before stops, and this one goes on alone. The oracle judges the whole.
 */
export const runBeside = async (
  options: Options,
  previous: PreviousRelease,
  engines: Engines,
  say: Say,
): Promise<Outcome> => {
  const on = { databaseUrl: engines.proxiedUrl, brokers: engines.proxiedBrokers, mutant: null };
  const random = seededRandom(options.seed);
  const customers = customersOf(options);
  const violations: Array<Violation> = [];
  const kills: Record<string, number> = {};
  const before = await startFleet({ ...on, program: previous.program, named: 'previous ' });
  const urls = [...before.urls];
  const log = requestLog(urls, random.fork('which process'), () => lasting(300));
  const running: Array<Fleet> = [before];
  try {
    await allReady(before.of('serve'), 120_000);
    await furnish(
      requestLog(urls, random.fork('catalogue'), () => lasting(300)),
      log,
      [...customers, ...probeIds],
    );
    const load = startLoad(log, random.fork('load'), { externalIds: customers, rate: options.rate });
    const around = {
      engines,
      random: random.fork('faults'),
      log,
      past: noPast(),
      killed: (at: string) => void (kills[at] = (kills[at] ?? 0) + 1),
      customers,
      broken: (one: Violation) => void violations.push(one),
    };
    const phase = async (fault: Fault, fleet: Fleet) => {
      const over = await episode(fault, { ...around, fleet }, recovery(fleet, log));
      say(telling(over));
      return over;
    };
    const alone = await phase(nothingFor(`${previous.name} alone`, 10_000), before);
    let now: Fleet = before;
    const joins: Fault = {
      name: 'this release migrates and starts beside it',
      inject: async () => {
        now = await startFleet(on);
        running.push(now);
      },
      undo: async () => void urls.push(...now.urls),
    };
    const joined = await phase(joins, before);
    const both = sideBySide(before, now);
    const named = options.faults.length > 0;
    const isChosen = ({ name }: Fault): boolean => !options.without.includes(name);
    const handovers = (named ? [] : handedOver({ before, now })).filter(isChosen);
    const faults = (named ? faultsNamed(options.faults) : besideFaults).filter(isChosen);
    const order = random.fork('schedule');
    const inTurn = (function* () {
      yield* order.shuffled(handovers);
      while (faults.length > 0) yield* order.shuffled([...faults, ...handovers]);
    })();
    const episodes = [
      alone,
      joined,
      await phase(nothingFor('side by side', 10_000), both),
      ...(await injectAll(inTurn, { ...around, fleet: both }, recovery(both, log), options.minutes, say)),
      await phase(beforeStops(before, urls), now),
      await phase(nothingFor('this release alone', 10_000), now),
    ];
    say('the load ends; waiting for the rest to arrive');
    await load.stop(60_000);
    const deaths = both.all.flatMap((one) => one.deaths());
    const notes = [
      `${previous.name} answered ${answersOf(log, before)} requests with success, this release (${await thisRelease()}) ${answersOf(log, now)}.`,
    ];
    return { ...(await judged(around, { episodes, seen: violations, deaths, kills })), notes };
  } finally {
    await Promise.all(running.map((fleet) => fleet.stop()));
  }
};
