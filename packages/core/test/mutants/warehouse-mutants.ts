import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Claimed, DeadLetter, Warehouse, WarehouseBatch } from '../../src/index.js';
import type { InMemoryWarehouse } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

const inWarehouse = (
  name: string,
  mutate: (warehouse: Warehouse, subject: InMemoryWarehouse) => Warehouse,
): Mutant<InMemoryWarehouse> => ({
  name: `warehouse: ${name}`,
  mutate: (subject) => ({ ...subject, warehouse: mutate(subject.warehouse, subject) }),
});

const applying = (name: string, other: (batch: WarehouseBatch) => WarehouseBatch) =>
  inWarehouse(name, (warehouse) => ({ ...warehouse, apply: (batch) => warehouse.apply(other(batch)) }));

export const warehouseMutants: ReadonlyArray<Mutant<InMemoryWarehouse>> = [
  inWarehouse('a claim returns no positions', (warehouse) => ({
    ...warehouse,
    claim: (partitions, subscriber) =>
      change((): ReadonlyArray<Claimed> => [])(warehouse.claim(partitions, subscriber)),
  })),
  inWarehouse('a claim returns the last offset instead of the next', (warehouse) => ({
    ...warehouse,
    claim: (partitions, subscriber) =>
      change((all: ReadonlyArray<Claimed>) => all.map((position) => ({ ...position, next: position.next - 1 })))(
        warehouse.claim(partitions, subscriber),
      ),
  })),
  ...(['cluster', 'group', 'topic', 'partition'] as const).map((member) =>
    inWarehouse(`positions of another ${member} are the same`, (warehouse) => {
      const same = <P extends { readonly cluster: string }>(partition: P): P => ({
        ...partition,
        [member]: member === 'partition' ? 0 : 'same',
      });
      return {
        ...warehouse,
        claim: (partitions, subscriber) =>
          change((all: ReadonlyArray<Claimed>) =>
            partitions.flatMap((partition) => {
              const held = all.find(
                (position) => JSON.stringify(position.partition) === JSON.stringify(same(partition)),
              );
              return held === undefined ? [] : [{ ...held, partition }];
            }),
          )(warehouse.claim(partitions.map(same), subscriber)),
        apply: (batch) =>
          warehouse.apply({
            ...batch,
            positions: batch.positions.map((position) => ({ ...position, partition: same(position.partition) })),
          }),
      };
    }),
  ),
  inWarehouse('a claim is lost immediately', (warehouse) => ({
    ...warehouse,
    claim: (partitions, subscriber) =>
      TE.flatMap((positions: ReadonlyArray<Claimed>) =>
        change(() => positions)(warehouse.claim(partitions, 'somebody else')),
      )(warehouse.claim(partitions, subscriber)),
  })),
  inWarehouse('any subscriber can apply', (warehouse) => ({
    ...warehouse,
    apply: (batch) =>
      TE.flatMap(() => warehouse.apply(batch))(
        warehouse.claim(
          batch.positions.map(({ partition }) => partition),
          batch.subscriber,
        ),
      ),
  })),
  inWarehouse('what the lost partitions do not concern is applied', (warehouse) => ({
    ...warehouse,
    apply: (batch) => async () => {
      const outcome = await warehouse.apply(batch)();
      if (E.isLeft(outcome)) await warehouse.apply({ ...batch, positions: [] })();
      return outcome;
    },
  })),
  inWarehouse('claimed partitions are reported as lost', (warehouse) => ({
    ...warehouse,
    apply: (batch) => async () => {
      const outcome = await warehouse.apply(batch)();
      return E.isLeft(outcome) && outcome.left._tag === 'PartitionsLost'
        ? E.left({ ...outcome.left, partitions: batch.positions.map(({ partition }) => partition) })
        : outcome;
    },
  })),
  applying('transactions are not applied', (batch) => ({ ...batch, arrivals: [] })),
  applying('the first transaction of a batch is lost', (batch) => ({ ...batch, arrivals: batch.arrivals.slice(1) })),
  applying('late versions are left out', (batch) => ({
    ...batch,
    arrivals: batch.arrivals.filter(
      ({ transaction: { payload } }, index) =>
        !batch.arrivals
          .slice(0, index)
          .some(
            (other) =>
              other.transaction.payload.customer.refId === payload.customer.refId &&
              other.transaction.payload.customer.version > payload.customer.version,
          ),
    ),
  })),
  applying('dead letters are dropped', (batch) => ({ ...batch, deadLetters: [] })),
  applying('positions are not kept', (batch) => ({ ...batch, positions: [] })),
  applying('only the first position is kept', (batch) => ({ ...batch, positions: batch.positions.slice(0, 1) })),
  inWarehouse('conflicts are not returned', (warehouse) => ({
    ...warehouse,
    apply: (batch) => change((): ReadonlyArray<DeadLetter> => [])(warehouse.apply(batch)),
  })),
  inWarehouse('no mark is kept', (warehouse) => ({ ...warehouse, mark: () => TE.right(undefined) })),
  inWarehouse('only the first mark is kept', (warehouse) => {
    const marked = new Set<string>();
    return {
      ...warehouse,
      mark: (marks, subscriber) => {
        const first = marks.filter(({ partition }) => !marked.has(JSON.stringify(partition)));
        marks.forEach(({ partition }) => marked.add(JSON.stringify(partition)));
        return warehouse.mark(first, subscriber);
      },
    };
  }),
  inWarehouse('a batch removes the mark', (warehouse) => {
    const read = new Set<string>();
    return {
      ...warehouse,
      apply: (batch) => {
        batch.positions.forEach(({ partition }) => read.add(JSON.stringify(partition)));
        return warehouse.apply(batch);
      },
      mark: (marks, subscriber) => {
        marks.forEach(({ partition }) => read.delete(JSON.stringify(partition)));
        return warehouse.mark(marks, subscriber);
      },
      claim: (partitions, subscriber) =>
        change((all: ReadonlyArray<Claimed>) =>
          all.map((one) => (read.has(JSON.stringify(one.partition)) ? { ...one, mark: null } : one)),
        )(warehouse.claim(partitions, subscriber)),
    };
  }),
  inWarehouse('any subscriber can set marks', (warehouse) => ({
    ...warehouse,
    mark: (marks, subscriber) =>
      TE.flatMap(() => warehouse.mark(marks, subscriber))(
        warehouse.claim(
          marks.map(({ partition }) => partition),
          subscriber,
        ),
      ),
  })),
  inWarehouse('no partition starts over', (warehouse) => ({ ...warehouse, startOver: () => TE.right(undefined) })),
  inWarehouse('any subscriber can start over', (warehouse) => ({
    ...warehouse,
    startOver: (partitions, subscriber) =>
      TE.flatMap(() => warehouse.startOver(partitions, subscriber))(warehouse.claim(partitions, subscriber)),
  })),
];
