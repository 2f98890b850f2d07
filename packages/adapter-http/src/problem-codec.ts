import { closed, described, listOf, literal, named, type Reader, text } from '@casm/core/codecs';
import type { Problem } from './problem.js';
import { type ProblemName, problemTypes, typeOfProblem } from './problem-types.js';

const words = text(1, 65_536);

const Violation = named(
  'Violation',
  'One thing that is wrong with the request.',
  closed(
    { rule: described('The rule that is broken, in words.', words, 'is mandatory') },
    {
      type: described('The type of the problem that this would be alone.', words, typeOfProblem('unknown-segment')),
      pointer: described(
        'The place in the body, as a JSON Pointer; empty: the body as a whole.',
        text(0, 65_536),
        '/customerSegment',
      ),
      parameter: described('The parameter of the path or the query.', words, 'limit'),
      header: described('The header.', words, 'If-Match'),
    },
  ),
);

/** The codec of problem documents of one type. */
export const problemCodec = (name: ProblemName): Reader<Problem> => {
  const { status, title, meaning } = problemTypes[name];
  return named(
    `${sentenceCase(name)} Problem`,
    meaning,
    closed(
      {
        type: described('Names the problem; what a client switches on.', literal(typeOfProblem(name))),
        title: described('The problem in words, for people.', words, title),
        status: described('The status of the answer.', literal(status)),
        detail: described('What is wrong this time.', words),
      },
      { violations: described('Everything that is wrong.', listOf(Violation, 1)) },
    ),
  );
};

const sentenceCase = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash, letter: string) => `${dash === '' ? '' : ' '}${letter.toUpperCase()}`);
