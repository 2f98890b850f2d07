import type * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type BusinessTransaction, ChangedField } from './business-transaction.js';
import { closed, decode, flag, listOf, matching, oneOf, satisfying } from './codecs.js';
import type { Violation } from './violation.js';

/** To which topics a transaction goes, each once, the complete topic among them. */
export type TopicsFor = (transaction: BusinessTransaction) => ReadonlyArray<string>;

/** Every version of every customer is published here; gaps there mean loss. */
export const completeTopic = 'casm.customer';

/** A name that Kafka takes. */
export const TopicName = matching(
  'the name of a topic: letters, digits, ".", "_" and "-", at most 249, neither "." nor ".."',
  /^(?!\.{1,2}$)[\w.-]{1,249}$/,
);

/** What goes to a further topic: transactions of one of the operations, of which one of the fields changed. */
const ruleBeside = (complete: string, operations: ReadonlyArray<string>) =>
  satisfying(
    ruleMembers(complete, operations),
    'must name neither operations nor changedFields where it is compacted: the topic keeps the newest state of each customer',
    ({ compacted, ...narrowing }) => compacted !== true || Object.keys(narrowing).length === 1,
  );

const ruleMembers = (complete: string, operations: ReadonlyArray<string>) =>
  closed(
    {
      topic: satisfying(
        TopicName,
        `must not be ${complete}: it carries every version, and a rule would leave something out there`,
        (topic) => topic !== complete,
      ),
    },
    {
      /** By default all operations. */
      operations: listOf(oneOf(...operations), 1, 64),
      /** By default whatever changed. */
      changedFields: listOf(ChangedField, 1, 16),
      /** Whether the broker is to keep the latest message of each customer only; by default not. */
      compacted: flag,
    },
  );
export type PublicationRule = t.TypeOf<ReturnType<typeof ruleBeside>>;

/** The rules in a configuration, or all that is wrong with them. `operations`: the names that a rule may use. */
export const publicationRules = (
  complete: string,
  operations: ReadonlyArray<string>,
): ((configured: unknown) => E.Either<ReadonlyArray<Violation>, ReadonlyArray<PublicationRule>>) =>
  decode(listOf(ruleBeside(complete, operations), 0, 100));

/**
 * Everything to the complete topic, and to further ones what their rules let through; two rules for one topic let through
 * what either does.
 */
export const toTopics = (complete: string = completeTopic, rules: ReadonlyArray<PublicationRule> = []): TopicsFor => {
  const always = [complete];
  return rules.length === 0
    ? () => always
    : (transaction) => [
        ...new Set([complete, ...rules.filter((rule) => letsThrough(rule, transaction)).map(({ topic }) => topic)]),
      ];
};

const letsThrough = (
  { operations, changedFields }: PublicationRule,
  { operation, changes }: BusinessTransaction,
): boolean =>
  (operations?.includes(operation) ?? true) &&
  (changedFields === undefined || changes.some(({ field }) => changedFields.includes(field)));
