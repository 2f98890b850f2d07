import type { OrderedCampaign } from '../src/evidence.js';
import { judge } from '../src/oracle/judge.js';
import { type Episode, rowsOf, type Row } from '../src/report.js';
import { seededRandom } from '@casm/test-engines';
import type { Violation } from '../src/violation.js';
import { catchUp, collectEvidence } from './collect-evidence.js';
import { startCampaigns } from './campaigns.js';
import { allReady } from './casm-process.js';
import type { Engines } from './engines.js';
import type { Fault, Surroundings } from './faults/fault.js';
import { type Fleet, startFleet } from './fleet.js';
import { startLoad } from './load.js';
import type { Options } from './options.js';
import { noPast } from './past.js';
import { probeIds, type Recovered, recovery } from './recovery.js';
import { type RequestLog, requestLog } from './request-log.js';
import { schedule } from './schedule.js';
import { furnish } from './tenant.js';
import { lasting, within } from './until.js';

export interface Outcome {
  readonly rows: ReadonlyArray<Row>;
  readonly episodes: ReadonlyArray<Episode>;
  readonly violations: ReadonlyArray<Violation>;
  /** Problems of the run that are not violations. */
  readonly troubles: ReadonlyArray<string>;
  readonly deaths: ReadonlyArray<string>;
  readonly statuses: ReadonlyArray<readonly [string, number]>;
  readonly versions: number;
  readonly campaigns: ReadonlyArray<CampaignTotals>;
  /** The number of kills by the step at which they hit. */
  readonly kills: Readonly<Record<string, number>>;
  /** Further sentences of the report. */
  readonly notes: ReadonlyArray<string>;
}

/** What became of the rows of a campaign. */
interface CampaignTotals {
  readonly requestId: string;
  readonly rows: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

export type Say = (line: string) => void;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** In milliseconds; longer than any fault lasts. */
const injectionTimeoutMs = 300_000;

/** One fault and the recovery from it. */
export const episode = async (
  fault: Fault,
  around: Surroundings,
  recover: () => Promise<Recovered>,
): Promise<Episode> => {
  const from = Date.now();
  let notInjected: string | null = null;
  try {
    await within('the injection', injectionTimeoutMs, fault.inject(around));
  } catch (error) {
    notInjected = messageOf(error);
  }
  const mending = performance.now();
  await fault.undo(around);
  const mended = performance.now() - mending;
  let [steps, notRecovered]: [Recovered | null, string | null] = [null, null];
  try {
    steps = await recover();
  } catch (error) {
    notRecovered = messageOf(error);
  }
  const recoveryMs = steps === null ? null : mended + steps.inWarehouse;
  return {
    fault: fault.name,
    from,
    until: Date.now(),
    notInjected,
    notRecovered,
    recoveryMs,
    steps: { mended, ...steps },
  };
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const telling = ({ fault, notInjected, recoveryMs, steps }: Episode): string =>
  `  ${fault}: ${notInjected === null ? 'injected' : `NOT INJECTED (${notInjected})`}, ${
    recoveryMs === null ? 'NOT RECOVERED' : `recovered after ${seconds(recoveryMs)}`
  } (${Object.entries(steps)
    .map(([step, ms]) => `${step} ${seconds(ms)}`)
    .join(', ')})`;

/** Injects faults one after another until the time is up; the current one is completed. */
export const injectAll = async (
  faults: Iterable<Fault>,
  around: Surroundings,
  recover: () => Promise<Recovered>,
  minutes: number,
  say: Say,
): Promise<ReadonlyArray<Episode>> => {
  const end = performance.now() + minutes * 60_000;
  const episodes: Array<Episode> = [];
  for (const fault of faults) {
    if (performance.now() > end) break;
    const over = await episode(fault, around, recover);
    say(telling(over));
    episodes.push(over);
  }
  return episodes;
};

const troublesIn = (episodes: ReadonlyArray<Episode>, behind: string | null): ReadonlyArray<string> => [
  ...episodes.flatMap(({ fault, notInjected }) =>
    notInjected === null ? [] : [`${fault} was not injected: ${notInjected}`],
  ),
  ...episodes.flatMap(({ fault, notRecovered }) =>
    notRecovered === null ? [] : [`no recovery after: ${fault} (${notRecovered})`],
  ),
  ...(behind === null ? [] : [`still under way at the end: ${behind}`]),
];

/** What the oracle finds once the load has ended. */
export const judged = async (
  { engines, log, past }: Pick<Surroundings, 'engines' | 'log' | 'past'>,
  {
    episodes,
    seen,
    deaths,
    campaigns = [],
    kills = {},
  }: {
    readonly episodes: ReadonlyArray<Episode>;
    /** Violations that were visible before. */
    readonly seen: ReadonlyArray<Violation>;
    readonly deaths: ReadonlyArray<string>;
    readonly campaigns?: ReadonlyArray<OrderedCampaign>;
    readonly kills?: Outcome['kills'];
  },
): Promise<Omit<Outcome, 'notes'>> => {
  const behind = await catchUp(engines.postgres.url, 90_000);
  const evidence = await collectEvidence(engines.postgres.url, engines.kafka.brokers, log, past, campaigns);
  const violations = [...seen, ...judge(evidence)];
  return {
    rows: rowsOf(episodes, evidence, violations),
    episodes,
    violations,
    troubles: troublesIn(episodes, behind),
    deaths,
    statuses: [...log.statuses].sort(([a], [b]) => (a < b ? -1 : 1)),
    versions: evidence.journal.length,
    campaigns: evidence.campaigns.map(({ requestId, stored, counted: outcomes }) => ({
      requestId,
      rows: stored?.rows.length ?? 0,
      outcomes,
    })),
    kills,
  };
};

export const customersOf = ({ customers }: Options): ReadonlyArray<string> =>
  Array.from({ length: customers }, (_, index) => `CRM-${index}`);

/** A campaign may have all customers to go. */
const campaignsEndWithinMs = 240_000;

const underLoad = async (
  options: Options,
  engines: Engines,
  fleet: Fleet,
  log: RequestLog,
  say: Say,
): Promise<Outcome> => {
  const random = seededRandom(options.seed);
  const externalIds = customersOf(options);
  await allReady(fleet.of('serve'), 120_000);
  const catalogue = requestLog(fleet.urls, random.fork('catalogue'), () => lasting(300));
  await furnish(catalogue, log, [...externalIds, ...probeIds]);
  const load = startLoad(log, random.fork('load'), { externalIds, rate: options.rate });
  const recover = recovery(fleet, log);
  const campaigns = startCampaigns(fleet.urls, random.fork('campaigns'), externalIds, () => lasting(200));
  const kills: Record<string, number> = {};
  const violations: Array<Violation> = [];
  say(`ready after ${seconds((await recover()).inWarehouse)}; the faults:`);
  const around = {
    engines,
    fleet,
    random: random.fork('faults'),
    log,
    past: noPast(),
    killed: (at: string) => void (kills[at] = (kills[at] ?? 0) + 1),
    customers: externalIds,
    broken: (one: Violation) => void violations.push(one),
  };
  const faults = schedule(random.fork('schedule'), options);
  const episodes = await injectAll(faults, around, recover, options.minutes, say);
  say('the load ends; waiting for the rest to arrive');
  await Promise.all([load.stop(60_000), campaigns.stop(campaignsEndWithinMs)]);
  const found = {
    episodes,
    seen: violations,
    deaths: fleet.all.flatMap((one) => one.deaths()),
    campaigns: campaigns.ordered(),
    kills,
  };
  return { ...(await judged(around, found)), notes: [] };
};

/** Runs the product on these engines under load, injects faults, and returns the judgement of the oracle. */
export const run = async (options: Options, engines: Engines, say: Say): Promise<Outcome> => {
  const fleet = await startFleet({
    databaseUrl: engines.proxiedUrl,
    brokers: engines.proxiedBrokers,
    mutant: options.mutant,
    campaignRate: options.campaignRate,
  });
  const log = requestLog(fleet.urls, seededRandom(options.seed).fork('which process'), () => lasting(300));
  try {
    return await underLoad(options, engines, fleet, log, say);
  } finally {
    await fleet.stop();
  }
};
