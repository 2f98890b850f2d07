import { readBusinessTransaction, segmentMoveIn } from '../business-transaction.js';
import type { Evidence, TopicMessage } from '../evidence.js';
import { breach, type Violation } from '../violation.js';

const keyOf = ({ refId, version }: { readonly refId: string; readonly version: number }): string =>
  `${refId} ${version}`;

const countBy = <A>(
  items: ReadonlyArray<A>,
  keyed: (item: A) => string | null,
  weight: (item: A) => number = () => 1,
) => {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyed(item);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + weight(item));
  }
  return counts;
};

/** The cells in which the warehouse differs from the recount. */
const differences = (
  name: string,
  counted: ReadonlyMap<string, number>,
  recounted: ReadonlyMap<string, number>,
): ReadonlyArray<Violation> =>
  [...new Set([...counted.keys(), ...recounted.keys()])].flatMap((cell) => {
    const [is, should] = [counted.get(cell) ?? 0, recounted.get(cell) ?? 0];
    return is === should
      ? []
      : [breach('G5', is > should ? 'doubled' : 'lost')(`${name} ${cell} is ${is}, the journal says ${should}`)];
  });

/** G5: each version once. */
const versions = ({ journal, warehouse }: Evidence): ReadonlyArray<Violation> => {
  const held = countBy(warehouse.versions, keyOf);
  const transactions = new Map(warehouse.versions.map((row) => [keyOf(row), row.transactionId]));
  const known = new Set(journal.map(keyOf));
  return [
    ...journal.flatMap((row) => {
      const times = held.get(keyOf(row)) ?? 0;
      if (times === 0) return [breach('G5', 'lost')(`${keyOf(row)} never reached the warehouse`, row.occurredAt)];
      if (times > 1)
        return [breach('G5', 'doubled')(`${keyOf(row)} is in the warehouse ${times} times`, row.occurredAt)];
      return transactions.get(keyOf(row)) === row.transactionId
        ? []
        : [breach('G5', 'other')(`${keyOf(row)} is another transaction in the warehouse`, row.occurredAt)];
    }),
    ...[...held.keys()]
      .filter((key) => !known.has(key))
      .map((key) => breach('G5', 'other')(`the warehouse made up ${key}`)),
    ...(warehouse.arrived === journal.length
      ? []
      : [
          breach(
            'G5',
            warehouse.arrived > journal.length ? 'doubled' : 'lost',
          )(`${warehouse.arrived} arrivals, ${journal.length} in the journal`),
        ]),
  ];
};

/** G5: the current customer is the newest version, and each sum equals a recount of the journal. */
const sums = ({ journal, customers, warehouse }: Evidence): ReadonlyArray<Violation> => {
  const current = new Map(warehouse.customers.map((row) => [row.refId, row]));
  const cell = ({ segment, state }: { readonly segment: string | null; readonly state: string }): string =>
    `${segment}/${state}`;
  const move = (day: string, from: string | null, to: string | null): string => `${day} ${from} to ${to}`;
  return [
    ...customers.flatMap((customer) => {
      const held = current.get(customer.refId);
      const same =
        held?.version === customer.version && held.segment === customer.segment && held.state === customer.state;
      return same
        ? []
        : [
            breach(
              'G5',
              'other',
            )(
              `${customer.refId} is at ${customer.version} ${cell(customer)}, in the warehouse at ${held?.version} ${held && cell(held)}`,
            ),
          ];
    }),
    ...differences(
      'population of',
      countBy(warehouse.population, cell, (row) => row.customers),
      countBy(customers, cell),
    ),
    ...differences(
      'the effect of',
      countBy(
        warehouse.campaigns,
        ({ campaignId }) => campaignId,
        (row) => row.customers,
      ),
      countBy(journal, ({ body }) => readBusinessTransaction(body)?.campaignId ?? null),
    ),
    ...differences(
      'moves of',
      countBy(
        warehouse.moves,
        ({ day, from, to }) => move(day, from, to),
        (row) => row.moves,
      ),
      countBy(journal, (row) => {
        const transaction = readBusinessTransaction(row.body);
        const moved = transaction === null ? undefined : segmentMoveIn(transaction);
        return moved === undefined
          ? null
          : move(new Date(row.occurredAt).toISOString().slice(0, 10), moved.from, moved.to);
      }),
    ),
  ];
};

type Place = { readonly partition: number; readonly offset: number };

const placeOf = ({ partition, offset }: Place): string => `${partition}/${offset}`;

const poisonIn = (topic: ReadonlyArray<TopicMessage>): ReadonlyArray<TopicMessage> =>
  topic.filter(({ planted }) => planted === 'poison');

const keptAside = (
  where: string,
  poison: ReadonlyArray<Place>,
  kept: ReadonlyArray<Place>,
): ReadonlyArray<Violation> => {
  const [planted, letters] = [countBy(poison, placeOf), countBy(kept, placeOf)];
  return [...new Set([...planted.keys(), ...letters.keys()])].flatMap((at) => {
    const [should, is] = [planted.get(at) ?? 0, letters.get(at) ?? 0];
    if (is === should) return [];
    return [
      breach(
        'G5',
        'lost',
      )(
        is < should
          ? `the poison at ${at} of ${where} is not among the dead letters`
          : `a good message at ${at} of ${where} is among the dead letters`,
      ),
    ];
  });
};

/** A message that is no Business Transaction becomes a dead letter, and nothing else does. That holds for deleted topics too. */
const deadLetters = ({ topic, deletedTopics, warehouse }: Evidence): ReadonlyArray<Violation> => [
  ...keptAside(
    'the topic',
    poisonIn(topic),
    warehouse.deadLetters.filter(({ former }) => !former),
  ),
  ...keptAside(
    'a deleted topic',
    deletedTopics.flatMap(poisonIn),
    warehouse.deadLetters.filter(({ former }) => former),
  ),
];

/** Each undone version that was published is among the removed versions, and no other version is. */
const removals = ({ topic, deletedTopics, undone, warehouse }: Evidence): ReadonlyArray<Violation> => {
  const published = new Set([topic, ...deletedTopics].flat().map(({ value }) => value));
  const rows = undone.flat();
  const known = new Set(rows.map(({ transactionId }) => transactionId));
  const kept = new Set(warehouse.removed.map(({ transactionId }) => transactionId));
  return [
    ...rows
      .filter(({ body, transactionId }) => published.has(body) && !kept.has(transactionId))
      .map((row) =>
        breach('G5', 'lost')(`${keyOf(row)} was undone, and is not among the removed versions`, row.occurredAt),
      ),
    ...warehouse.removed
      .filter(({ transactionId }) => !known.has(transactionId))
      .map((row) => breach('G5', 'lost')(`${keyOf(row)} was removed, and no restore has undone it`)),
  ];
};

export const judgeWarehouse = (evidence: Evidence): ReadonlyArray<Violation> => [
  ...versions(evidence),
  ...sums(evidence),
  ...deadLetters(evidence),
  ...removals(evidence),
];
