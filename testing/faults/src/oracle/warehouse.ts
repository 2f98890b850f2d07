import { readBusinessTransaction, segmentMoveIn } from '../business-transaction.js';
import type { Evidence } from '../evidence.js';
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

/** Each cell that the warehouse counts otherwise than the recount. */
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

/** G5: the current customer is the newest version, and each sum is what a recount of the journal says. */
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

/** A message that is no Business Transaction is kept aside, each one, and nothing else is. */
const deadLetters = ({ topic, warehouse }: Evidence): ReadonlyArray<Violation> => {
  const poison = topic
    .filter(({ planted }) => planted === 'poison')
    .map(({ partition, offset }) => `${partition}/${offset}`);
  const kept = new Set(warehouse.deadLetters.map(({ partition, offset }) => `${partition}/${offset}`));
  const planted = new Set(poison);
  return [
    ...poison
      .filter((at) => !kept.has(at))
      .map((at) => breach('G5', 'lost')(`the poison at ${at} is not among the dead letters`)),
    ...[...kept]
      .filter((at) => !planted.has(at))
      .map((at) => breach('G5', 'lost')(`a good message at ${at} is among the dead letters`)),
  ];
};

export const judgeWarehouse = (evidence: Evidence): ReadonlyArray<Violation> => [
  ...versions(evidence),
  ...sums(evidence),
  ...deadLetters(evidence),
];
