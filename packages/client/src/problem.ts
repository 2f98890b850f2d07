import type { components } from './generated/api.js';

type Schemas = components['schemas'];

/** Every problem that the API answers with, told by its `type`: a `switch` on it is exhaustive. A newer server may know more. */
export type Problem = {
  [N in keyof Schemas]: Schemas[N] extends { readonly type: `urn:casm:problem:${string}` } ? Schemas[N] : never;
}[keyof Schemas];

/** An answer with a problem where no caller looks at a result, as in a loop over pages. */
export class ProblemAnswer extends Error {
  override readonly name = 'ProblemAnswer';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.type}: ${problem.detail}`);
    this.problem = problem;
  }
}
