import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed, StoreFailure } from '../domain/failure.js';
import type { TopicsFor } from '../domain/publication-rules.js';
import { nameOfVersion } from '../domain/version-ref.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { Journal, JournalSelection } from '../ports/journal.js';
import type { OutboundMessage } from '../ports/outbox.js';
import type { WarehouseRepair } from '../ports/warehouse.js';
import { parseJournaled } from '../messages/parse-transaction.js';

/** How far a walk of the journal has come. */
export interface Progress {
  readonly read: number;
  readonly total: number;
  /** How many were published, restored or repaired so far. */
  readonly done: number;
}

export interface Replay {
  readonly journal: Journal;
  readonly publisher: BusinessTransactionPublisher;
  /** Everything goes there; for another topic each transaction is read. */
  readonly completeTopic: string;
  readonly topicsFor: TopicsFor;
  readonly onProgress: (progress: Progress) => void;
}

/** One topic of what is journaled; null: no such limit. */
export type ReplaySelection = Omit<JournalSelection, 'withDiscarded'>;

/**
 * Publishes again, from the journal, what goes to the selected topic: subscribers see it a second time, each customer's in
 * order of version. Left out is what an operator has discarded there. Answers how many messages were published.
 */
export const replay = (
  { journal, publisher, completeTopic, topicsFor, onProgress }: Replay,
  selection: ReplaySelection,
): TE.TaskEither<StoreFailure | PublicationFailed, number> =>
  publishFromJournal({ journal, publisher, onProgress }, { ...selection, withDiscarded: false }, (messages) =>
    selection.topic === completeTopic
      ? TE.right(messages)
      : pipe(
          TE.fromEither(parseJournaled(messages)),
          TE.map((transactions) =>
            messages.filter((_, index) => {
              const transaction = transactions[index];
              return transaction !== undefined && topicsFor(transaction).includes(selection.topic);
            }),
          ),
        ),
  );

export interface Republication {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  readonly publisher: BusinessTransactionPublisher;
  readonly topic: string;
}

/**
 * Publishes again what had been published but never reached the warehouse: for a streaming platform that forgets when it
 * stops. To be run before the relay, so that what is still in the outbox comes after it. Answers with the number
 * published.
 */
export const republishMissing = ({
  journal,
  warehouse,
  publisher,
  topic,
}: Republication): TE.TaskEither<StoreFailure | PublicationFailed, number> =>
  publishFromJournal(
    { journal, publisher, onProgress: () => undefined },
    { topic, from: null, to: null, refId: null, withDiscarded: false },
    (messages) =>
      pipe(
        warehouse.held(messages),
        TE.map((held) => new Set(held.map(({ payload }) => nameOfVersion(payload.customer)))),
        TE.map((held) => messages.filter((message) => !held.has(nameOfVersion(message)))),
      ),
  );

const publishFromJournal = (
  { journal, publisher, onProgress }: Pick<Replay, 'journal' | 'publisher' | 'onProgress'>,
  selection: JournalSelection,
  choose: (messages: ReadonlyArray<OutboundMessage>) => TE.TaskEither<StoreFailure, ReadonlyArray<OutboundMessage>>,
): TE.TaskEither<StoreFailure | PublicationFailed, number> => {
  const publish = (messages: ReadonlyArray<OutboundMessage>): TE.TaskEither<PublicationFailed, void> =>
    messages.length === 0 ? TE.right(undefined) : publisher.publish(messages);
  return async () => {
    let [read, done] = [0, 0];
    const walked = await journal.read<StoreFailure | PublicationFailed>(selection, ({ messages, total }) =>
      pipe(
        choose(messages),
        TE.tap((chosen): TE.TaskEither<StoreFailure | PublicationFailed, void> => publish(chosen)),
        TE.map((chosen) => {
          read += messages.length;
          done += chosen.length;
          onProgress({ read, total, done });
        }),
      ),
    )();
    return E.map(() => done)(walked);
  };
};
