import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { BusinessTransaction } from '../domain/business-transaction.js';
import type { BusinessRule } from '../domain/business-rule.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { decode } from '../domain/codecs.js';
import type { CustomerChange, Decide } from '../domain/decision.js';
import type { Failure } from '../domain/failure.js';
import { TopicName, type TopicsFor } from '../domain/publication-rules.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import { type RequestContext, soundContext } from '../domain/request-context.js';
import { WiringDefect } from '../domain/wiring-defect.js';
import type { CustomerRepository, Receipt } from '../ports/customer-repository.js';
import type { CustomerOperation } from './customer-operation.js';

/** What every operation that changes a customer needs. */
export interface CustomerWrites {
  readonly customers: CustomerRepository;
  /** A fresh id, unique for ever, of at most 64 characters; ids that grow with time keep indexes small. */
  readonly newId: () => string;
  readonly topicsFor: TopicsFor;
  /** The rules of the installation; by default none. */
  readonly rules?: ReadonlyArray<BusinessRule>;
}

/**
 * Performs an operation. `body` is what the caller sent, as parsed JSON. Nothing happens before the task runs.
 *
 * Rejected with InvalidRequest (every violation), else with all that the operation and the rules object to, or with
 * RequestIdReused. Fails as `CustomerRepository.change` does. Rejects with a WiringDefect, and changes nothing, when what was
 * wired in (client, ids, topics, an operation or a rule from outside) would put something into the envelope that cannot be
 * read back.
 */
export const perform = (deps: CustomerWrites) => {
  const { customers, topicsFor, rules = [] } = deps;
  const newId = neverTwiceInARow(deps.newId);
  return (operation: CustomerOperation) =>
    (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    async () => {
      const { client, deadline, traceparent, expectedVersions } = soundContext(context);
      const intent = operation.intentOf(body, newId);
      if (E.isLeft(intent)) return E.left(rejected({ _tag: 'InvalidRequest', violations: intent.left }));
      const { command, customer, claimsExternalId, decide } = intent.right;
      const origin = {
        transactionId: newId(),
        requestId: command.requestId,
        operation: operation.name,
        initiator: client,
        reason: command.reason ?? null,
        expectedVersions,
        topicsFor,
        rules,
      };
      const key = { client, requestId: command.requestId, operation: operation.name, content: canonicalJson(body) };
      return customers.change({ customer, claimsExternalId, key, deadline, traceparent }, readable(decide(origin)))();
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
