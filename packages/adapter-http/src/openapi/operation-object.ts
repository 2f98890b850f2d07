import type { JsonSchema } from '@casm/core/codecs';
import { type AnswerHeader, type Answers, replicaHeaders } from '../answer.js';
import { problemsOf } from '../problems-of.js';
import type { Route } from '../route.js';
import { type Components, isSchema, withoutNull } from './components.js';
import { headerParameterReference, headerReference } from './headers.js';
import { problemResponses } from './problem-responses.js';

/** A route as an Operation Object. */
export const operationObject = (route: Route, components: Components): JsonSchema => {
  const { operation, summary, description, tag, scope, body, files, answers } = route;
  const ofReplica = route.readsReplica === null ? [] : replicaHeaders;
  const responses = {
    ...answerResponses(answers, components, ofReplica),
    ...problemResponses(problemsOf(route), components, ofReplica),
  };
  return {
    operationId: operation,
    summary,
    ...(description === null ? {} : { description }),
    tags: [tag.name],
    security: [{ bearerToken: [scope] }],
    parameters: parametersOf(route, components),
    ...(body === null ? {} : { requestBody: requestBody(route, body, components) }),
    ...(files === null ? {} : { requestBody: requestFile(files) }),
    responses: Object.fromEntries(Object.entries(responses).sort(([a], [b]) => Number(a) - Number(b))),
  };
};

const parametersOf = (route: Route, components: Components) => [
  ...parametersIn('path', route.params.schema, components),
  ...parametersIn('query', route.query.schema, components),
  ...(route.takesIfMatch || 304 in route.answers ? [headerParameterReference('If-Match')] : []),
  ...(304 in route.answers ? [headerParameterReference('If-None-Match')] : []),
  ...(route.readsReplica === null ? [] : [headerParameterReference('Prefer')]),
  ...(route.body === null ? [] : [headerParameterReference('traceparent')]),
];

const parametersIn = (place: 'path' | 'query', schema: JsonSchema, components: Components) => {
  const { properties, required } = schema;
  return Object.entries(isSchema(properties) ? properties : {}).map(([name, member]) => {
    const ofMember = withoutNull(isSchema(member) ? member : {});
    const { description, examples } = ofMember;
    const isRequired = Array.isArray(required) && required.includes(name);
    return {
      name,
      in: place,
      ...(description === undefined ? {} : { description }),
      required: isRequired,
      schema: components.refer(ofMember, 'asked'),
      // Tools send every example of a parameter, so an optional parameter has its example only in its schema.
      ...(isRequired && isList(examples) ? { example: examples[0] } : {}),
    };
  });
};

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value);

const requestBody = (route: Route, { codec, example }: NonNullable<Route['body']>, components: Components) => ({
  required: true,
  content: {
    'application/json': {
      schema: components.refer({ title: titleOf(route), description: route.summary, ...codec.schema }, 'asked'),
      examples: { [route.operation]: { summary: route.summary, value: example } },
    },
  },
});

/** A file, which the schema cannot say more of than that it is text. */
const requestFile = (files: NonNullable<Route['files']>) => ({
  required: true,
  content: Object.fromEntries(
    Object.entries(files).map(([mediaType, example]) => [
      mediaType,
      { schema: { type: 'string' }, examples: { file: { summary: 'The file.', value: example } } },
    ]),
  ),
});

/** Names an untitled body after its operation: the body of `updateCustomerSegment` is Update Customer Segment. */
const titleOf = ({ operation }: Route): string =>
  operation.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase());

const headersOf = (names: ReadonlyArray<AnswerHeader>) =>
  names.length === 0 ? {} : { headers: Object.fromEntries(names.map((name) => [name, headerReference(name)])) };

const answerResponses = (answers: Answers, components: Components, ofReplica: ReadonlyArray<AnswerHeader>) =>
  Object.fromEntries(
    Object.entries(answers).map(([status, { description, headers, body, example }]) => [
      status,
      {
        description,
        ...headersOf([...headers, ...ofReplica]),
        ...(body === null
          ? {}
          : {
              content: {
                [body === 'text/csv' ? body : 'application/json']: {
                  schema: body === 'text/csv' ? { type: 'string' } : components.refer(body.schema, 'answered'),
                  ...(example === undefined ? {} : { examples: { answer: { summary: description, value: example } } }),
                },
              },
            }),
      },
    ]),
  );
