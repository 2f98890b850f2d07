import { within } from './deadline.js';
import type { Law } from './law.js';

/** A law that requires a capability which the adapter lacks. The test runner reports it as skipped. */
export interface SkippedLaw<Capability extends string> {
  readonly name: string;
  readonly requires: Capability;
}

/** The laws that apply to an adapter, and those that are skipped because it lacks the capability. */
export interface SelectedLaws<Make, Capability extends string> {
  readonly laws: ReadonlyArray<Law<Make, Capability>>;
  readonly skipped: ReadonlyArray<SkippedLaw<Capability>>;
}

const lawTimeoutMs = 60_000;

/**
 * Splits a suite for an adapter with the given capabilities. Run `laws` as tests and register `skipped` as skipped tests, so that the
 * test report shows them. A law that has no result after one minute fails.
 */
export const lawsFor = <Make, Capability extends string>(
  suite: ReadonlyArray<Law<Make, Capability>>,
  capabilities: ReadonlyArray<Capability>,
): SelectedLaws<Make, Capability> => ({
  laws: suite
    .filter(({ requires }) => requires === undefined || capabilities.includes(requires))
    .map((law) => ({ ...law, check: (make) => within(lawTimeoutMs, `"${law.name}" has a result`, law.check(make)) })),
  skipped: suite.flatMap(({ name, requires }) =>
    requires === undefined || capabilities.includes(requires) ? [] : [{ name, requires }],
  ),
});
