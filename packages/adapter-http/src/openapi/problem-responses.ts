import type { JsonSchema } from '@casm/core/codecs';
import type { AnswerHeader } from '../answer.js';
import { problemCodec } from '../problem-codec.js';
import {
  type ProblemHeader,
  problemHeaderNames,
  type ProblemName,
  type ProblemType,
  problemTypes,
  typeOfProblem,
} from '../problem-types.js';
import type { Components } from './components.js';
import { headerReference } from './headers.js';

/** The status of a problem that a replica can answer with: it read that something does not exist. */
const notFound = 404;

/** The responses of a route with these problems, by status. `ofReplica` are the headers of a replica's answer, if it has one. */
export const problemResponses = (
  names: ReadonlyArray<ProblemName>,
  components: Components,
  ofReplica: ReadonlyArray<AnswerHeader>,
): Readonly<Record<string, JsonSchema>> => {
  const statuses = [...new Set(names.map((name) => problemTypes[name].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      problemResponse(
        [...new Set(names)].filter((name) => problemTypes[name].status === status),
        components,
        status === notFound ? ofReplica : [],
      ),
    ]),
  );
};

const problemResponse = (
  names: ReadonlyArray<ProblemName>,
  components: Components,
  ofReplica: ReadonlyArray<AnswerHeader>,
): JsonSchema => {
  const headers = [...new Set<ProblemHeader | AnswerHeader>([...names.flatMap(headersOf), ...ofReplica])];
  return {
    description: names.map((name) => `\`${name}\`: ${problemTypes[name].meaning}`).join('\n\n'),
    ...(headers.length === 0
      ? {}
      : { headers: Object.fromEntries(headers.map((name) => [name, headerReference(name)])) }),
    content: {
      'application/problem+json': {
        schema: oneOfProblems(names, components),
        examples: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }])),
      },
    },
  };
};

const headersOf = (name: ProblemName): ReadonlyArray<ProblemHeader> => {
  const { headers = {}, sometimes = [] }: ProblemType = problemTypes[name];
  return problemHeaderNames.filter((header) => headers[header] !== undefined || sometimes.includes(header));
};

/** Several problems of one status are distinguished by `type`. */
const oneOfProblems = (names: ReadonlyArray<ProblemName>, components: Components): JsonSchema => {
  const references = names.map((name) => ({ name, schema: components.refer(problemCodec(name).schema, 'answered') }));
  const [first, ...others] = references;
  if (first !== undefined && others.length === 0) return first.schema;
  return {
    oneOf: references.map(({ schema }) => schema),
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(references.map(({ name, schema }) => [typeOfProblem(name), schema['$ref']])),
    },
  };
};
