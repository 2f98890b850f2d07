import * as E from 'fp-ts/lib/Either.js';
import { BusinessTransaction } from '../domain/business-transaction.js';
import type { BusinessRule } from '../domain/business-rule.js';
import { decode } from '../domain/codecs.js';
import type { Command } from '../domain/command.js';
import type { CustomerRef } from '../domain/customer.js';
import type { CustomerChange, Decide } from '../domain/decision.js';
import { TopicName, type TopicsFor } from '../domain/publication-rules.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import { WiringDefect } from '../domain/wiring-defect.js';
import type { CustomerOperation } from './customer-operation.js';

/** The dependencies of a decision, in addition to the facts. */
export interface Deciding {
  /** Returns a new, globally unique id of at most 64 characters. Ids that grow with time keep indexes small. */
  readonly newId: () => string;
  readonly topicsFor: TopicsFor;
  /** The installation's own business rules; none by default. */
  readonly rules?: ReadonlyArray<BusinessRule>;
}

/** The client of a request, and its conditions. */
export interface Requester {
  readonly client: string;
  /** The user that the client acts for; null if none is known. */
  readonly onBehalfOf: string | null;
  /** The versions of the customer that the caller accepts; null for any. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  /** The campaign that the change belongs to; null if it belongs to none. */
  readonly campaignId: string | null;
}

/** A decoded request with its decision. */
export interface Prepared {
  readonly command: Command;
  readonly customer: CustomerRef;
  readonly claimsExternalId: string | null;
  /** Throws a WiringDefect if the envelope cannot be decoded again. */
  readonly decide: Decide<Rejected>;
}

/** Decodes a body and binds the decision to its origin. Returns Rejected with InvalidRequest, which lists all violations. */
export const prepare = ({ newId: anyId, topicsFor, rules = [] }: Deciding) => {
  const newId = withoutRepetition(anyId);
  return (
    operation: CustomerOperation,
    body: unknown,
    { client, onBehalfOf, expectedVersions, campaignId }: Requester,
  ): E.Either<Rejected, Prepared> => {
    const intent = operation.intentOf(body, newId);
    if (E.isLeft(intent)) return E.left(rejected({ _tag: 'InvalidRequest', violations: intent.left }));
    const { command, customer, claimsExternalId, decide } = intent.right;
    const origin = {
      transactionId: newId(),
      requestId: command.requestId,
      operation: operation.name,
      initiator: client,
      onBehalfOf,
      reason: command.reason ?? null,
      campaignId,
      expectedVersions,
      topicsFor,
      rules,
    };
    return E.right({ command, customer, claimsExternalId, decide: checked(decide(origin)) });
  };
};

/** Throws a WiringDefect if `newId` returns one id twice in a row, as a constant function does. */
const withoutRepetition = (newId: () => string): (() => string) => {
  let previous: string | null = null;
  return () => {
    const id = newId();
    if (id === previous) throw new WiringDefect(`newId gave ${JSON.stringify(id)} twice in a row`);
    previous = id;
    return id;
  };
};

/** Checks the envelope and the topics of each decision, so that everything committed can be decoded again. */
const checked =
  (decide: Decide<Rejected>): Decide<Rejected> =>
  (facts, at) => {
    const decided = decide(facts, at);
    if (E.isRight(decided)) assertDecodable(decided.right);
    return decided;
  };

const assertDecodable = ({ transaction, topics }: CustomerChange): void => {
  if (!BusinessTransaction.is(transaction)) {
    const wrong = decode(BusinessTransaction)(transaction);
    const violations = E.isLeft(wrong) ? wrong.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; ') : '';
    throw new WiringDefect(`the Business Transaction cannot be decoded: ${violations}`);
  }
  const misnamed = topics.find((topic) => !TopicName.is(topic));
  if (misnamed !== undefined) throw new WiringDefect(`the topic ${JSON.stringify(misnamed)} must be ${TopicName.name}`);
};
