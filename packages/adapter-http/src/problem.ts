import type { Failure } from '@casm/core';
import { type ProblemName, type ProblemType, problemTypes, typeOfProblem } from './problem-types.js';

/** RFC 9457. Every error answer has this shape, media type application/problem+json. */
export interface Problem {
  /** `urn:casm:problem:` and the problem's name. */
  readonly type: string;
  readonly title: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The explanation of this occurrence, for people. */
  readonly detail: string;
  /** The violations, if there is more to say than the detail; at most the first hundred. */
  readonly violations?: ReadonlyArray<ProblemViolation>;
  /** The number of violations, if not all of them are listed. */
  readonly violationCount?: number;
}

/** One violation in a problem: its place in the request, and the broken rule in words. */
export interface ProblemViolation {
  /** The type of the problem that this violation alone would be. */
  readonly type?: string;
  /** JSON Pointer into the body. */
  readonly pointer?: string;
  /** The name of a path or query parameter. */
  readonly parameter?: string;
  /** The name of a header. */
  readonly header?: string;
  /** The broken rule in words. */
  readonly rule: string;
}

/** A problem as an answer, with its headers. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** The cause, for operators. It is not sent to the caller. */
  readonly failure?: Failure;
}

/** A body of 128 KiB can violate ten thousand rules; more than this many violations help nobody. */
const maxViolations = 100;

/** Builds a problem; status, title and headers come from its type. */
export const problem = (
  name: ProblemName,
  detail: string,
  violations: ReadonlyArray<ProblemViolation> = [],
): ProblemAnswer => {
  const { status, title, headers = {} }: ProblemType = problemTypes[name];
  return {
    problem: {
      type: typeOfProblem(name),
      title,
      status,
      detail,
      ...(violations.length === 0 ? {} : { violations: violations.slice(0, maxViolations) }),
      ...(violations.length <= maxViolations ? {} : { violationCount: violations.length }),
    },
    headers,
  };
};

export const invalidRequest = (violations: ReadonlyArray<ProblemViolation>): ProblemAnswer =>
  problem(
    'invalid-request',
    violations.length === 1 ? 'One rule is broken.' : `${violations.length} rules are broken.`,
    violations,
  );
