import type * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type BusinessTransaction, ChangedField } from './business-transaction.js';
import { closed, decode, flag, listOf, matching, oneOf, satisfying } from './codecs.js';
import type { Violation } from './violation.js';

/** Returns the topics of a transaction, each once, including the complete topic. */
export type TopicsFor = (transaction: BusinessTransaction) => ReadonlyArray<string>;

/** The default topic that receives every version of every customer. A gap in it means a lost message. */
export const completeTopic = 'casm.customer';

/** A topic name that Kafka accepts. */
export const TopicName = matching(
  'the name of a topic: letters, digits, ".", "_" and "-", at most 249, neither "." nor ".."',
  /^(?!\.{1,2}$)[\w.-]{1,249}$/,
);

/** A rule for a further topic: it receives the transactions of the listed operations that changed one of the listed fields. */
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
      /** All operations by default. */
      operations: listOf(oneOf(...operations), 1, 64),
      /** All fields by default. */
      changedFields: listOf(ChangedField, 1, 16),
      /** Whether the broker keeps only the latest message of each customer; false by default. */
      compacted: flag,
    },
  );
/** A rule that publishes some transactions to one further topic, selected by operation and by changed field. */
export type PublicationRule = t.TypeOf<ReturnType<typeof ruleBeside>>;

/** Decodes the publication rules of a configuration, or returns all violations. `operations` lists the names that a rule may use. */
export const publicationRules = (
  complete: string,
  operations: ReadonlyArray<string>,
): ((configured: unknown) => E.Either<ReadonlyArray<Violation>, ReadonlyArray<PublicationRule>>) =>
  decode(listOf(ruleBeside(complete, operations), 0, 100));

/**
 * Every transaction goes to the complete topic, and to each further topic that one of its rules admits it to. Two rules for one
 * topic admit what either admits.
 */
export const toTopics =
  (complete: string = completeTopic, rules: ReadonlyArray<PublicationRule> = []): TopicsFor =>
  (transaction) => [
    ...new Set([complete, ...rules.filter((rule) => admits(rule, transaction)).map(({ topic }) => topic)]),
  ];

const admits = ({ operations, changedFields }: PublicationRule, { operation, changes }: BusinessTransaction): boolean =>
  (operations?.includes(operation) ?? true) &&
  (changedFields === undefined || changes.some(({ field }) => changedFields.includes(field)));
