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

/** What the decision on a request needs beside the facts. */
export interface Deciding {
  /** A fresh id, unique for ever, of at most 64 characters; ids that grow with time keep indexes small. */
  readonly newId: () => string;
  readonly topicsFor: TopicsFor;
  /** The rules of the installation; by default none. */
  readonly rules?: ReadonlyArray<BusinessRule>;
}

/** Who asks, and under which conditions. */
export interface Asker {
  readonly client: string;
  /** The versions at which the change is wanted; null: whichever there is. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  /** The campaign that the change is a part of; null: a call of its own. */
  readonly campaignId: string | null;
}

/** A request that is decoded and ready to be decided. */
export interface Prepared {
  readonly command: Command;
  readonly customer: CustomerRef;
  readonly claimsExternalId: string | null;
  /** Throws a WiringDefect when it would put something into the envelope that cannot be read back. */
  readonly decide: Decide<Rejected>;
}

/** Decodes a body and binds the decision to its origin; Rejected with InvalidRequest, which names every violation. */
export const prepare = ({ newId: anyId, topicsFor, rules = [] }: Deciding) => {
  const newId = neverTwiceInARow(anyId);
  return (
    operation: CustomerOperation,
    body: unknown,
    { client, expectedVersions, campaignId }: Asker,
  ): E.Either<Rejected, Prepared> => {
    const intent = operation.intentOf(body, newId);
    if (E.isLeft(intent)) return E.left(rejected({ _tag: 'InvalidRequest', violations: intent.left }));
    const { command, customer, claimsExternalId, decide } = intent.right;
    const origin = {
      transactionId: newId(),
      requestId: command.requestId,
      operation: operation.name,
      initiator: client,
      reason: command.reason ?? null,
      campaignId,
      expectedVersions,
      topicsFor,
      rules,
    };
    return E.right({ command, customer, claimsExternalId, decide: readable(decide(origin)) });
  };
};

/** Draws ids, and throws when one comes twice in a row: a constant would give two transactions one id. */
const neverTwiceInARow = (newId: () => string): (() => string) => {
  let previous: string | null = null;
  return () => {
    const id = newId();
    if (id === previous) throw new WiringDefect(`newId gave ${JSON.stringify(id)} twice in a row`);
    previous = id;
    return id;
  };
};

/** What is committed can be read back: the envelope and the topics are checked before the commit, whoever supplied them. */
const readable =
  (decide: Decide<Rejected>): Decide<Rejected> =>
  (facts, at) => {
    const decided = decide(facts, at);
    if (E.isRight(decided)) mustBeReadable(decided.right);
    return decided;
  };

const mustBeReadable = ({ transaction, topics }: CustomerChange): void => {
  if (!BusinessTransaction.is(transaction)) {
    const wrong = decode(BusinessTransaction)(transaction);
    const violations = E.isLeft(wrong) ? wrong.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; ') : '';
    throw new WiringDefect(`a Business Transaction that nobody can read back: ${violations}`);
  }
  const misnamed = topics.find((topic) => !TopicName.is(topic));
  if (misnamed !== undefined) throw new WiringDefect(`the topic ${JSON.stringify(misnamed)} must be ${TopicName.name}`);
};
