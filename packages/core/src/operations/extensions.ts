import type { BusinessRule } from '../domain/business-rule.js';
import type { CustomerOperation } from './customer-operation.js';

/** The operations and rules that an installation adds. A module that `casm` loads has them as its default export. */
export interface Extensions {
  /** Additional operations on a customer, each made by `customerUpdate`. */
  readonly operations?: ReadonlyArray<CustomerOperation>;
  /** Rules for these operations and for the built-in ones. */
  readonly rules?: ReadonlyArray<BusinessRule>;
}

/** Returns the conflicts among the operations and rules, one line each; empty if they can be used together. */
export const conflictsAmong = (
  operations: ReadonlyArray<CustomerOperation>,
  rules: ReadonlyArray<BusinessRule>,
): ReadonlyArray<string> => {
  const names = operations.map(({ name }) => name);
  const unknown = rules.flatMap((rule) =>
    rule.operations.filter((name) => !names.includes(name)).map((name) => ({ rule: rule.name, name })),
  );
  return [
    ...repeated(names).map((name) => `two operations have the name ${name}`),
    ...repeated(rules.map(({ name }) => name)).map((name) => `two rules have the name ${name}`),
    ...unknown.map(({ rule, name }) => `the rule ${rule} is for ${name}, and there is no such operation`),
  ];
};

const repeated = (names: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
