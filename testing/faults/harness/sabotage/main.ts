import { type Decorators, runCommandLine } from '@casm/app/command-line';
import { flow } from 'fp-ts/lib/function.js';
import { atChunkStep, isChunkStep } from './chunk-steps.js';
import { die, dyingAt, failpoints } from './failpoints.js';
import { isMutant, mutants } from './mutants.js';

/*
 * The casm command with sabotage: the process dies at the failpoint that FAULTS_FAILPOINT names, or breaks the
 * guarantee that FAULTS_MUTANT names. The product itself contains neither.
 */
const { FAULTS_FAILPOINT: dies = null, FAULTS_MUTANT: breaks = null } = process.env;

const dyingAsAsked = (name: string): Decorators => {
  if (isChunkStep(name)) return atChunkStep(name, die);
  const failpoint = failpoints.find((one) => one.name === name);
  if (failpoint === undefined) throw new Error(`there is no failpoint ${name}`);
  return dyingAt(failpoint.name);
};
if (breaks !== null && !isMutant(breaks)) throw new Error(`there is no mutant ${breaks}`);

const unchanged = <A>(part: A): A => part;

const around = (inner: Decorators, outer: Decorators): Decorators => ({
  customers: flow(inner.customers ?? unchanged, outer.customers ?? unchanged),
  campaignWork: flow(inner.campaignWork ?? unchanged, outer.campaignWork ?? unchanged),
  outbox: flow(inner.outbox ?? unchanged, outer.outbox ?? unchanged),
  publisher: flow(inner.publisher ?? unchanged, outer.publisher ?? unchanged),
  warehouse: flow(inner.warehouse ?? unchanged, outer.warehouse ?? unchanged),
});

const broken = breaks === null ? {} : mutants[breaks];
const dying = dies === null ? {} : dyingAsAsked(dies);
process.exit(await runCommandLine(process.argv, around(broken, dying)));
