import { readBusinessTransaction, segmentMoveIn } from '../business-transaction.js';
import type { Evidence, JournalRow, TopicMessage } from '../evidence.js';
import { breach, type Violation } from '../violation.js';

const keyOf = ({ refId, version }: { readonly refId: string; readonly version: number }): string =>
  `${refId} ${version}`;

interface Published {
  readonly message: TopicMessage;
  readonly refId: string;
  readonly version: number;
}

/** What the product wrote; what these tests wrote themselves stays out. */
const publishedIn = (topic: ReadonlyArray<TopicMessage>): ReadonlyArray<Published> =>
  topic
    .filter(({ planted }) => planted === null)
    .flatMap((message) => {
      const customer = readBusinessTransaction(message.value)?.payload.customer;
      return customer === undefined ? [] : [{ message, refId: customer.refId, version: customer.version }];
    });

/** G3: every row that belongs there is on the topic, with its bytes; and nothing else. */
const complete = (
  name: string,
  journal: ReadonlyArray<JournalRow>,
  published: ReadonlyArray<Published>,
): ReadonlyArray<Violation> => {
  const bodies = new Map(journal.map((row) => [keyOf(row), row.body]));
  const there = new Set<string>();
  const strange: Array<Violation> = [];
  for (const { message, refId, version } of published) {
    const key = keyOf({ refId, version });
    there.add(key);
    if (bodies.get(key) !== message.value)
      strange.push(
        breach('G3', 'other')(`${key} is on ${name} and does not belong there, or not with these bytes`, message.at),
      );
    if (message.key !== refId)
      strange.push(breach('G4', 'other')(`${key} has the key ${message.key} on ${name}`, message.at));
  }
  return [
    ...strange,
    ...journal
      .filter((row) => !there.has(keyOf(row)))
      .map((row) => breach('G3', 'lost')(`${keyOf(row)} never reached ${name}`, row.occurredAt)),
  ];
};

/** G4: where versions appear for the first time, they grow; one customer stays in one partition. */
const inOrder = (
  name: string,
  journal: ReadonlyArray<JournalRow>,
  published: ReadonlyArray<Published>,
): ReadonlyArray<Violation> => {
  const madeAt = new Map(journal.map((row) => [keyOf(row), row.occurredAt]));
  const seen = new Map<string, { newest: number; readonly partition: number; readonly versions: Set<number> }>();
  const found: Array<Violation> = [];
  for (const { refId, version, message } of published) {
    const before = seen.get(refId) ?? { newest: 0, partition: message.partition, versions: new Set<number>() };
    seen.set(refId, before);
    const say = (what: string): void =>
      void found.push(
        breach('G4', 'order')(`${refId} on ${name}: ${what}`, madeAt.get(keyOf({ refId, version })) ?? message.at),
      );
    if (before.partition !== message.partition) say(`is in partitions ${before.partition} and ${message.partition}`);
    if (before.versions.has(version)) continue;
    if (version < before.newest) say(`version ${version} came after version ${before.newest}`);
    before.versions.add(version);
    before.newest = Math.max(before.newest, version);
  }
  return found;
};

/** What the relay published more than once: allowed, and counted. */
export const duplicatesOf = (topic: ReadonlyArray<TopicMessage>): ReadonlyArray<TopicMessage> => {
  const seen = new Set<string>();
  return publishedIn(topic)
    .filter((published) => {
      const key = keyOf(published);
      const again = seen.has(key);
      seen.add(key);
      return again;
    })
    .map(({ message }) => message);
};

/** A duplicate that these tests planted must repeat what was there already, else they would be the ones to break the order. */
const plantedFairly = (topic: ReadonlyArray<TopicMessage>): void => {
  const seen = new Set<string>();
  for (const { partition, key, value, planted } of topic) {
    const identity = JSON.stringify([partition, key, value]);
    if (planted === 'again' && !seen.has(identity))
      throw new Error('these tests planted what the product had not published');
    if (planted === null) seen.add(identity);
  }
};

const movesIn = (journal: ReadonlyArray<JournalRow>): ReadonlyArray<JournalRow> =>
  journal.filter(({ body }) => {
    const transaction = readBusinessTransaction(body);
    return transaction !== null && segmentMoveIn(transaction) !== undefined;
  });

export const judgeTopics = ({ journal, topic, furtherTopic }: Evidence): ReadonlyArray<Violation> => {
  plantedFairly(topic);
  const [all, further] = [publishedIn(topic), publishedIn(furtherTopic)];
  return [
    ...complete('the complete topic', journal, all),
    ...inOrder('the complete topic', journal, all),
    ...complete('the further topic', movesIn(journal), further),
    ...inOrder('the further topic', journal, further),
  ];
};
