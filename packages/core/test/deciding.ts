import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type Customer, type CustomerOperation, type Facts, toTopics } from '../src/index.js';
import type { Decide } from '../src/domain/decision.js';
import type { Origin } from '../src/domain/decisions/changed.js';
import type { Rejected } from '../src/domain/rejection.js';
import { exampleCatalogue } from '../src/testing/index.js';

type Decided = ReturnType<Decide<Rejected>>;

/** The customer that the decisions are about, as a command names it. */
export const customer = { refId: 'c-1' };
export const at = '2026-02-01T08:00:00.000Z';

export const factsAbout = (customer: Customer | null, occurredAt = '2026-01-01T00:00:00.000Z'): Facts => ({
  current: customer === null ? O.none : O.some({ customer, occurredAt }),
  externalIdTaken: false,
  catalogue: exampleCatalogue,
});

export const originOf = (operation: string): Origin => ({
  transactionId: 'tx-1',
  requestId: 'r-1',
  operation,
  initiator: 'crm',
  onBehalfOf: null,
  campaignId: null,
  reason: null,
  expectedVersions: null,
  topicsFor: toTopics(),
  rules: [],
});

/** Returns the operation's decision on a valid body. */
export const decide = (
  operation: CustomerOperation,
  body: Readonly<Record<string, unknown>>,
  given: Partial<Origin> = {},
) => {
  const intent = operation.intentOf({ requestId: 'r-1', ...body }, () => 'c-9');
  if (E.isLeft(intent)) throw new Error(JSON.stringify(intent.left));
  return intent.right.decide({ ...originOf(operation.name), ...given });
};

export const rejectionsOf = (decided: Decided) => (E.isLeft(decided) ? decided.left.rejections : []);
export const tagsOf = (decided: Decided) => rejectionsOf(decided).map(({ _tag }) => _tag);
export const transactionOf = (decided: Decided) => (E.isRight(decided) ? decided.right.transaction : null);
