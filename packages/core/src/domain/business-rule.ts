import type { Catalogue } from './catalogue.js';
import type { Command } from './command.js';
import type { Customer } from './customer.js';
import type { Rejection } from './rejection.js';
import { isViolation, type Violation } from './violation.js';

/**
 * A rule of the installation, beside those of the product: an embedder passes it in, `casm serve` loads it from a module.
 * A broken rule is a RuleBroken with the rule's name, listed together with everything else that is wrong.
 */
export interface BusinessRule {
  /** Names the rule to callers, in kebab case: `vip-needs-a-reason`. */
  readonly name: string;
  /** The names of the operations that it applies to. */
  readonly operations: ReadonlyArray<string>;
  /**
   * What is wrong with the step from `before` (null for a creation) to `after`, or null. Synchronous, pure, and total: it also
   * sees steps that another check refuses. The decision fails with a defect when it throws or returns anything else.
   */
  readonly check: (
    before: Customer | null,
    after: Customer,
    command: Command,
    catalogue: Catalogue,
  ) => Violation | null;
}

/** One step of a customer, as the rules see it. */
export interface Step {
  readonly operation: string;
  readonly before: Customer | null;
  readonly after: Customer;
  readonly command: Command;
  readonly catalogue: Catalogue;
}

/** Every rule that the step breaks. Throws when a rule answers with neither a violation nor null: no rule passes by mistake. */
export const brokenRules = (
  rules: ReadonlyArray<BusinessRule>,
  { operation, before, after, command, catalogue }: Step,
): ReadonlyArray<Rejection> =>
  rules
    .filter(({ operations }) => operations.includes(operation))
    .flatMap(({ name, check }): ReadonlyArray<Rejection> => {
      const violation: unknown = check(before, after, command, catalogue);
      if (violation === null) return [];
      if (isViolation(violation)) return [{ _tag: 'RuleBroken', name, ...violation }];
      throw new TypeError(`business rule ${name} answered with neither a violation nor null`);
    });
