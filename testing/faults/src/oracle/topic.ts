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

/** The messages of the product, without those of these tests. */
const publishedIn = (topic: ReadonlyArray<TopicMessage>): ReadonlyArray<Published> =>
  topic
    .filter(({ planted }) => planted === null)
    .flatMap((message) => {
      const customer = readBusinessTransaction(message.value)?.payload.customer;
      return customer === undefined ? [] : [{ message, refId: customer.refId, version: customer.version }];
    });

/** For each restore the bodies that it has undone. */
type Undone = ReadonlyArray<ReadonlySet<string>>;

/** The number of the restore that has undone the message; null: none has. */
const restoreThatUndid = (undone: Undone, { value }: TopicMessage): number | null => {
  const found = undone.findIndex((bodies) => value !== null && bodies.has(value));
  return found < 0 ? null : found;
};

const occurredAt = ({ value, at }: TopicMessage): number =>
  Date.parse(readBusinessTransaction(value)?.occurredAt ?? '') || at;

/**
 * G3: the topic has every row that belongs there, byte for byte, and nothing else except rows that a restore has
 * undone.
 */
const complete = (
  name: string,
  journal: ReadonlyArray<JournalRow>,
  undone: Undone,
  published: ReadonlyArray<Published>,
): ReadonlyArray<Violation> => {
  const bodies = new Map(journal.map((row) => [keyOf(row), row.body]));
  const there = new Set<string>();
  const strange: Array<Violation> = [];
  for (const { message, refId, version } of published) {
    const key = keyOf({ refId, version });
    if (bodies.get(key) === message.value) there.add(key);
    else if (restoreThatUndid(undone, message) === null)
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

/** G4: one customer stays in one partition. */
const inOnePartition = (name: string, published: ReadonlyArray<Published>): ReadonlyArray<Violation> => {
  const homes = new Map<string, number>();
  return published.flatMap(({ refId, message: { partition, at } }) => {
    const home = homes.get(refId) ?? partition;
    homes.set(refId, home);
    return home === partition
      ? []
      : [breach('G4', 'order')(`${refId} on ${name}: is in partitions ${home} and ${partition}`, at)];
  });
};

/** G4: versions increase in order of their first appearance. */
const inOrder = (name: string, published: ReadonlyArray<Published>): ReadonlyArray<Violation> => {
  const seen = new Map<string, { newest: number; readonly versions: Set<number> }>();
  const found: Array<Violation> = [];
  for (const { refId, version, message } of published) {
    const before = seen.get(refId) ?? { newest: 0, versions: new Set<number>() };
    seen.set(refId, before);
    if (before.versions.has(version)) continue;
    if (version < before.newest)
      found.push(
        breach('G4', 'order')(
          `${refId} on ${name}: version ${version} came after version ${before.newest}`,
          occurredAt(message),
        ),
      );
    before.versions.add(version);
    before.newest = Math.max(before.newest, version);
  }
  return found;
};

/** The sequences that must each be in order: the messages of the relay, those undone by each restore, and each replay. */
const sequencesIn = (
  undone: Undone,
  published: ReadonlyArray<Published>,
): ReadonlyArray<readonly [string, ReadonlyArray<Published>]> => {
  const sequences = new Map<string, Array<Published>>();
  for (const one of published) {
    const { replayedAt } = one.message;
    const restore = restoreThatUndid(undone, one.message);
    const name =
      replayedAt !== null
        ? `in the replay of ${replayedAt}`
        : restore === null
          ? ''
          : `in what restore ${restore + 1} has undone`;
    const known = sequences.get(name);
    if (known === undefined) sequences.set(name, [one]);
    else known.push(one);
  }
  return [...sequences];
};

/** A topic with a replay ends with the newest version of each customer. */
const endsWithThePresent = (
  name: string,
  journal: ReadonlyArray<JournalRow>,
  published: ReadonlyArray<Published>,
): ReadonlyArray<Violation> => {
  if (published.every(({ message }) => message.replayedAt === null)) return [];
  const last = new Map(published.map(({ refId, version }) => [refId, version]));
  const newest = new Map<string, JournalRow>();
  for (const row of journal) if (row.version > (newest.get(row.refId)?.version ?? 0)) newest.set(row.refId, row);
  return [...newest.values()]
    .filter(({ refId, version }) => (last.get(refId) ?? version) !== version)
    .map(({ refId, version, occurredAt: at }) =>
      breach('G4', 'order')(`${refId} on ${name}: ends with version ${last.get(refId)}, not with ${version}`, at),
    );
};

/** What the relay published more than once: allowed, and counted. A replay repeats on purpose and is not counted. */
export const duplicatesOf = (topic: ReadonlyArray<TopicMessage>): ReadonlyArray<TopicMessage> => {
  const seen = new Set<string | null>();
  return publishedIn(topic)
    .map(({ message }) => message)
    .filter(({ replayedAt, value }) => {
      if (replayedAt !== null) return false;
      const again = seen.has(value);
      seen.add(value);
      return again;
    });
};

/** A duplicate of these tests must repeat an existing message; otherwise the tests would break the order themselves. */
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

const judgeTopic = (
  name: string,
  journal: ReadonlyArray<JournalRow>,
  undone: Undone,
  topic: ReadonlyArray<TopicMessage>,
): ReadonlyArray<Violation> => {
  const published = publishedIn(topic);
  return [
    ...complete(name, journal, undone, published),
    ...inOnePartition(name, published),
    ...sequencesIn(undone, published).flatMap(([which, sequence]) => inOrder(`${name} ${which}`.trim(), sequence)),
    ...endsWithThePresent(name, journal, published),
  ];
};

export const judgeTopics = ({ journal, topic, furtherTopic, ...rest }: Evidence): ReadonlyArray<Violation> => {
  plantedFairly(topic);
  const undone = rest.undone.map((rows) => new Set(rows.map(({ body }) => body)));
  return [
    ...judgeTopic('the complete topic', journal, undone, topic),
    ...judgeTopic('the further topic', movesIn(journal), undone, furtherTopic),
  ];
};
