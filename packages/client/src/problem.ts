import type { components } from './generated/api.js';

type Schemas = components['schemas'];

/** The problems that the API answers with. A `switch` on `type` is exhaustive; a newer server may return further types. */
export type Problem = {
  [N in keyof Schemas]: Schemas[N] extends { readonly type: `urn:casm:problem:${string}` } ? Schemas[N] : never;
}[keyof Schemas];

/** The error that an iteration over pages throws if the API answers with a problem. */
export class ProblemAnswer extends Error {
  override readonly name = 'ProblemAnswer';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.type}: ${problem.detail}`);
    this.problem = problem;
  }
}
