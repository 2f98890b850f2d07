import type { Catalogue } from './catalogue.js';
import type { Command } from './command.js';
import type { Customer } from './customer.js';
import type { Rejection } from './rejection.js';
import { isViolation, type Violation } from './violation.js';

/**
 * A business rule that an installation adds to the built-in ones. An embedder passes it in; `casm serve` loads it from a module.
 * A violation becomes a RuleBroken rejection with the rule's name, listed together with all other rejections.
 */
export interface BusinessRule {
  /** The name that callers see, in kebab case: `vip-needs-a-reason`. */
  readonly name: string;
  /** The names of the operations that the rule applies to. */
  readonly operations: ReadonlyArray<string>;
  /**
   * Returns the violation in the step from `before` (null for a creation) to `after`, or null if there is none. Synchronous, pure
   * and total: it also receives steps that other checks refuse. If it throws or returns anything else, the decision fails with a
   * defect.
   */
  readonly check: (
    before: Customer | null,
    after: Customer,
    command: Command,
    catalogue: Catalogue,
  ) => Violation | null;
}

/** One change of a customer, as passed to the rules. */
export interface Step {
  readonly operation: string;
  readonly before: Customer | null;
  readonly after: Customer;
  readonly command: Command;
  readonly catalogue: Catalogue;
}

/**
 * Returns one rejection for each rule that the step breaks. Throws a TypeError if a rule returns neither a violation nor null, so
 * that a faulty rule never counts as passed.
 */
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
