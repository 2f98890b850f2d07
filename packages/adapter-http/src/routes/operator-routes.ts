import { type Rejected, rejected, retryDeadLetterPage } from '@casm/core';
import { type Codec, decode } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, reply } from '../answer.js';
import { cursorText, nextAfter } from '../cursor.js';
import { operatorTag as tag } from '../openapi/tags.js';
import { LimitQuery } from '../query.js';
import { route, type Route } from '../route.js';
import { exampleDeadLetter, exampleLease, exampleOutbox } from './example-operator.js';
import {
  cursorOf,
  DeadLetterList,
  DeadLettersQuery,
  LeaseList,
  type OperatorDeps,
  Outbox,
  placeOf,
  RetriedDeadLetters,
  RetriedParked,
  RetryOfDeadLetters,
  RetryOfParked,
  shownLetter,
} from './operator-entries.js';

const base = '/v1/operations';
const pageSize = 100;

const asked = <A>(codec: Codec<A>, body: unknown): TE.TaskEither<Rejected, A> =>
  pipe(
    TE.fromEither(decode(codec)(body)),
    TE.mapLeft((violations) => rejected({ _tag: 'InvalidRequest', violations })),
  );

/** What an operator sees and retries of an installation. */
export const operatorRoutes = ({ backlog, parked, leases, deadLetters }: OperatorDeps): ReadonlyArray<Route> => [
  route({
    operation: 'readOutbox',
    scope: 'operations:read',
    summary: 'Reads how much waits to be published to which topic, and what is parked.',
    tag,
    method: 'get',
    path: `${base}/outbox`,
    query: LimitQuery,
    answers: { 200: answer('The outbox now.', Outbox, { example: exampleOutbox }) },
    handle: ({ query: { limit = pageSize } }) =>
      pipe(
        TE.Do,
        TE.bind('sizes', () => backlog.sizes),
        TE.bind('oldestAt', () => backlog.oldestAt),
        TE.bind('parkedSizes', () => parked.sizes),
        TE.bind('listed', () => parked.list(limit)),
        TE.map(({ sizes, oldestAt, parkedSizes, listed }) => {
          const waiting = sizes.map(({ topic, size }) => ({ topic, messages: size }));
          const parkedMessages = parkedSizes.reduce((all, { size }) => all + size, 0);
          return reply(200, { body: { waiting, oldestAt, parkedMessages, parked: listed } });
        }),
      ),
  }),
  route({
    operation: 'retryParkedMessages',
    scope: 'operations:write',
    summary: 'Puts parked messages back, which the relay then tries again in their order.',
    description: 'What still cannot be published is parked again. A repeat does no harm.',
    tag,
    method: 'post',
    path: `${base}/outbox/retry`,
    body: { codec: RetryOfParked, example: { refId: exampleOutbox.parked[0]?.refId ?? '' } },
    answers: { 200: answer('They wait to be published.', RetriedParked, { example: { messages: 1 } }) },
    handle: ({ body }) =>
      pipe(
        asked(RetryOfParked, body),
        TE.flatMap(({ refId = null, topic = null }) => parked.retry({ refId, topic })),
        TE.map((messages) => reply(200, { body: { messages } })),
      ),
  }),
  route({
    operation: 'listDeadLetters',
    scope: 'operations:read',
    summary: 'Lists the messages that the data warehouse cannot apply, page by page, in order of their places.',
    tag,
    method: 'get',
    path: `${base}/dead-letters`,
    query: DeadLettersQuery,
    answers: {
      200: answer('A page of dead letters.', DeadLetterList, {
        example: { deadLetters: [exampleDeadLetter], next: null },
      }),
    },
    handle: ({ query: { limit = pageSize, cursor } }) =>
      pipe(
        deadLetters.list(cursor === undefined ? null : placeOf(cursor), limit),
        TE.map((page) => {
          const next = nextAfter(page, limit, ({ delivery }) => cursorText(cursorOf(delivery)));
          return reply(200, { body: { deadLetters: page.map(shownLetter), next } });
        }),
      ),
  }),
  route({
    operation: 'retryDeadLetters',
    scope: 'operations:write',
    summary: 'Reads a page of dead letters again, and applies what is a Business Transaction by now.',
    description:
      'For those that a release before could not read. A repeat does no harm. The database user of this process needs the rights of the group role `casm_dwh_repairer`; without them the answer is 500 store-misconfigured.',
    tag,
    method: 'post',
    path: `${base}/dead-letters/retry`,
    body: { codec: RetryOfDeadLetters, example: { limit: 100 } },
    answers: {
      200: answer('What became of them.', RetriedDeadLetters, {
        example: { applied: 0, deadLetters: [exampleDeadLetter], next: null },
      }),
    },
    handle: ({ body }) =>
      pipe(
        asked(RetryOfDeadLetters, body),
        TE.flatMap(({ limit = pageSize, cursor }) =>
          retryDeadLetterPage(deadLetters, cursor === undefined ? null : placeOf(cursor), limit),
        ),
        TE.map(({ revived, dead, next }) =>
          reply(200, {
            body: {
              applied: revived,
              deadLetters: dead.map(shownLetter),
              next: next === null ? null : cursorText(cursorOf(next)),
            },
          }),
        ),
      ),
  }),
  route({
    operation: 'listLeases',
    scope: 'operations:read',
    summary: 'Lists which relay publishes for which customers, and until when it may.',
    tag,
    method: 'get',
    path: `${base}/leases`,
    answers: { 200: answer('The lease of each shard.', LeaseList, { example: { leases: [exampleLease] } }) },
    handle: () =>
      pipe(
        leases.list,
        TE.map((all) => reply(200, { body: { leases: all } })),
      ),
  }),
];
