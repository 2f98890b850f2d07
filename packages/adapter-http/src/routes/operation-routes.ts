import {
  BusinessTransaction,
  type CustomerOperation,
  customerOperations,
  type CustomerWrites,
  examplesOf,
  perform,
  type Receipt,
  subjectOf,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, etagOf, reply } from '../answer.js';
import { customersTag } from '../openapi/tags.js';
import { problemOfRejection } from '../problem-mapping.js';
import { route, type Route } from '../route.js';
import { customersPath, placeOf } from './operation-places.js';

/**
 * Every customer write answers with the Business Transaction, byte for byte as it is stored in the journal and
 * published.
 */
export const operationRoutes = (
  deps: CustomerWrites,
  operations: ReadonlyArray<CustomerOperation>,
): ReadonlyArray<Route> =>
  operations.map((operation) => (operation.creates ? creationRoute : updateRoute)(deps, operation));

const creationRoute = (deps: CustomerWrites, operation: CustomerOperation): Route => {
  const run = perform(deps)(operation);
  return route({
    ...served(operation),
    problems: ownProblems(operation),
    answers: {
      201: answer('The customer is created.', BusinessTransaction, {
        headers: ['ETag', 'Location', 'Idempotency-Replayed'],
        ...exampleAnswer(operation),
      }),
    },
    handle: ({ body, context }) =>
      pipe(
        run(body, context),
        TE.map((receipt) =>
          reply(201, { headers: { ...headersOf(receipt), ...locationOf(receipt) }, text: receipt.body }),
        ),
      ),
  });
};

const updateRoute = (deps: CustomerWrites, operation: CustomerOperation): Route => {
  const run = perform(deps)(operation);
  return route({
    ...served(operation),
    takesIfMatch: true,
    problems: ['customer-not-found', 'customer-deactivated', ...ownProblems(operation)],
    answers: {
      200: answer('The customer is as asked; `changes` is empty if it was so already.', BusinessTransaction, {
        headers: ['ETag', 'Idempotency-Replayed'],
        ...exampleAnswer(operation),
      }),
    },
    handle: ({ body, context }) =>
      pipe(
        run(body, context),
        TE.map((receipt) => reply(200, { headers: headersOf(receipt), text: receipt.body })),
      ),
  });
};

const served = (operation: CustomerOperation) => {
  const { name, summary, command: codec, example } = operation;
  const { method, path } = placeOf(operation);
  const scope = 'customers:write' as const;
  return { operation: name, summary, tag: customersTag, method, path, scope, body: { codec, example } };
};

/**
 * The answer to the operation's example. The example of an external operation may need data of its installation, such
 * as a segment; it is then rejected here, and the documents show only the request.
 */
const exampleAnswer = (operation: CustomerOperation): { readonly example?: BusinessTransaction } => {
  const ours = customerOperations.some((each) => each === operation);
  const shown = E.tryCatch(() => examplesOf(ours ? customerOperations : [...customerOperations, operation]), E.toError);
  if (E.isRight(shown)) {
    const found = shown.right.find((example) => example.operation === operation);
    return found === undefined ? {} : { example: found.transaction };
  }
  if (ours) throw shown.left;
  return {};
};

const ownProblems = ({ rejections }: CustomerOperation) => [
  ...rejections.map((name) => problemOfRejection[name]),
  'rule-broken' as const,
];

const headersOf = ({ transaction, replayed }: Receipt) => ({
  ETag: etagOf(subjectOf(transaction).version),
  ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
});

const locationOf = ({ transaction }: Receipt) => ({
  Location: `${customersPath}/read?refId=${encodeURIComponent(subjectOf(transaction).refId)}`,
});
