import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type StoreFailure, storeMisconfigured } from '../domain/failure.js';
import { readDeliveries } from '../messages/read-deliveries.js';
import type {
  Delivery,
  Partition,
  PartitionsLost,
  Position,
  Subscriber,
} from '../ports/business-transaction-subscription.js';
import type { DeadLetter, Warehouse } from '../ports/warehouse.js';

/** The dependencies of `recordInWarehouse`. */
export interface WarehouseRecorder {
  readonly warehouse: Warehouse;
  /** A name that is unique among subscribers. */
  readonly subscriber: string;
  /** Called with each dead letter after it is stored. */
  readonly onDeadLetter?: (letter: DeadLetter) => void;
  /** Called when the topic was recreated and these partitions are read from the beginning. */
  readonly onStartOver?: (partitions: ReadonlyArray<Partition>) => void;
}

type Failure = StoreFailure | PartitionsLost;

/**
 * The data warehouse as a subscriber. It stores messages and positions in one transaction. A message that is not a Business
 * Transaction, cannot be stored or contradicts a version becomes a dead letter and does not block other messages.
 */
export const recordInWarehouse = (recorder: WarehouseRecorder): Subscriber => ({
  claim: (partitions) => recorder.warehouse.claim(partitions, recorder.subscriber),
  receive: (deliveries) => receive(recorder, deliveries),
  mark: (marks) => recorder.warehouse.mark(marks, recorder.subscriber),
  startOver: (partitions) =>
    pipe(
      recorder.warehouse.startOver(partitions, recorder.subscriber),
      TE.map(() => recorder.onStartOver?.(partitions)),
    ),
});

const receive = (recorder: WarehouseRecorder, deliveries: ReadonlyArray<Delivery>): TE.TaskEither<Failure, void> => {
  const { warehouse, subscriber } = recorder;
  const read = readDeliveries(deliveries);
  return pipe(
    warehouse.apply({ ...read, positions: positionsAfter(deliveries), subscriber }),
    TE.map((conflicts) => [...read.deadLetters, ...conflicts].forEach((letter) => recorder.onDeadLetter?.(letter))),
    TE.orElse((failure) =>
      failure._tag === 'Unstorable' ? isolate(recorder, deliveries, failure.detail) : TE.left<Failure>(failure),
    ),
  );
};

/** Bisects a batch that has an unstorable message: retries each half, and makes the single message a dead letter. */
const isolate = (
  recorder: WarehouseRecorder,
  deliveries: ReadonlyArray<Delivery>,
  error: string,
): TE.TaskEither<Failure, void> => {
  const [only] = deliveries;
  if (deliveries.length > 1) {
    const middle = Math.ceil(deliveries.length / 2);
    return pipe(
      receive(recorder, deliveries.slice(0, middle)),
      TE.flatMap(() => receive(recorder, deliveries.slice(middle))),
    );
  }
  if (only === undefined) return TE.right(undefined);
  return storeDeadLetter(recorder, { kind: 'unstorable', delivery: only, error });
};

const storeDeadLetter = (
  { warehouse, subscriber, onDeadLetter }: WarehouseRecorder,
  letter: DeadLetter,
): TE.TaskEither<Failure, void> =>
  pipe(
    warehouse.apply({
      arrivals: [],
      deadLetters: [letter],
      positions: positionsAfter([letter.delivery]),
      subscriber,
    }),
    TE.bimap(
      (failure): Failure =>
        failure._tag === 'Unstorable'
          ? storeMisconfigured(`a dead letter cannot be stored: ${failure.detail}`)
          : failure,
      () => onDeadLetter?.(letter),
    ),
  );

/** The deliveries of a partition usually share its value, so the text of its name is made once for each value, not for each delivery. */
const positionsAfter = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<Position> => {
  const next = new Map<Partition, number>();
  for (const { partition, offset } of deliveries) {
    next.delete(partition);
    next.set(partition, offset + 1);
  }
  return [
    ...new Map([...next].map(([partition, after]) => [JSON.stringify(partition), { partition, next: after }])).values(),
  ];
};
