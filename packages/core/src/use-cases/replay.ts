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
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

/** One topic of what is journaled; null: no such limit. */
export type ReplaySelection = Omit<JournalSelection, 'withDiscarded'>;

/**
 * Publishes again, from the journal, what goes to the selected topic: subscribers see it a second time, each customer's in
 * order of version. Left out is what an operator has discarded there. Answers how many messages were published.
 *
 * A reader that keeps the last record of each key must not end with an old one. So whoever was replayed up to an older
 * version than the newest is followed by the newest, and again by what the relay has published meanwhile.
 */
export const replay = (
  deps: Replay,
  selection: ReplaySelection,
): TE.TaskEither<StoreFailure | PublicationFailed, number> => {
  const { topic, to } = selection;
  const replayedAt = deps.now().toISOString();
  const hourBefore = new Date(Date.parse(replayedAt) - relayedMeanwhileMs).toISOString();
  const present = { ...selection, from: to === null || to > hourBefore ? hourBefore : to, to: null };
  const choose = chosenFor(deps, topic);

  const publishNewest = (
    older: ReadonlyMap<string, number>,
    published: number,
  ): TE.TaskEither<StoreFailure | PublicationFailed, number> =>
    pipe(
      newestAfter(older, deps.journal, present, choose),
      TE.flatMap((newest) =>
        newest.size === 0
          ? TE.right(published)
          : pipe(
              publishFromJournal({ ...deps, replayedAt, onProgress: () => undefined }, present, (messages) =>
                TE.right(messages.filter(({ refId, version }) => newest.get(refId) === version)),
              ),
              TE.flatMap(({ done, latest }) => publishNewest(latest, published + done)),
            ),
      ),
    );

  return pipe(
    publishFromJournal({ ...deps, replayedAt }, selection, choose),
    TE.flatMap(({ done, latest }) => publishNewest(latest, done)),
  );
};

/** What the relay publishes during a replay has waited in the outbox for less, except after an outage. */
const relayedMeanwhileMs = 3_600_000;

type Choose = (messages: ReadonlyArray<OutboundMessage>) => TE.TaskEither<StoreFailure, ReadonlyArray<OutboundMessage>>;

const chosenFor =
  ({ completeTopic, topicsFor }: Pick<Replay, 'completeTopic' | 'topicsFor'>, topic: string): Choose =>
  (messages) =>
    topic === completeTopic
      ? TE.right(messages)
      : pipe(
          TE.fromEither(parseJournaled(messages)),
          TE.map((transactions) =>
            messages.filter((_, index) => {
              const transaction = transactions[index];
              return transaction !== undefined && topicsFor(transaction).includes(topic);
            }),
          ),
        );

/** Of these customers the newest version, if it is newer than this one. */
const newestAfter = (
  older: ReadonlyMap<string, number>,
  journal: Journal,
  selection: ReplaySelection,
  choose: Choose,
): TE.TaskEither<StoreFailure, ReadonlyMap<string, number>> => {
  const newest = new Map<string, number>();
  return pipe(
    journal.read<StoreFailure>({ ...selection, withDiscarded: false }, ({ messages }) =>
      pipe(
        choose(messages.filter(({ refId, version }) => version > (older.get(refId) ?? Infinity))),
        TE.map((chosen) => chosen.forEach(({ refId, version }) => void newest.set(refId, version))),
      ),
    ),
    TE.map(() => newest),
  );
};

export interface Republication {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  readonly publisher: BusinessTransactionPublisher;
  readonly topic: string;
  readonly now: () => Date;
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
  now,
}: Republication): TE.TaskEither<StoreFailure | PublicationFailed, number> =>
  pipe(
    publishFromJournal(
      { journal, publisher, replayedAt: now().toISOString(), onProgress: () => undefined },
      { topic, from: null, to: null, refId: null },
      (messages) =>
        pipe(
          warehouse.held(messages),
          TE.map((held) => new Set(held.map(({ payload }) => nameOfVersion(payload.customer)))),
          TE.map((held) => messages.filter((message) => !held.has(nameOfVersion(message)))),
        ),
    ),
    TE.map(({ done }) => done),
  );

interface Published {
  readonly done: number;
  /** The version of each customer that was published last. */
  readonly latest: ReadonlyMap<string, number>;
}

const publishFromJournal = (
  {
    journal,
    publisher,
    replayedAt,
    onProgress,
  }: Pick<Replay, 'journal' | 'publisher' | 'onProgress'> & {
    readonly replayedAt: string;
  },
  selection: ReplaySelection,
  choose: Choose,
): TE.TaskEither<StoreFailure | PublicationFailed, Published> => {
  const publish = (messages: ReadonlyArray<OutboundMessage>): TE.TaskEither<PublicationFailed, void> =>
    messages.length === 0
      ? TE.right(undefined)
      : publisher.publish(messages.map((message) => ({ ...message, replayedAt })));
  return async () => {
    const latest = new Map<string, number>();
    let [read, done] = [0, 0];
    const walked = await journal.read<StoreFailure | PublicationFailed>(
      { ...selection, withDiscarded: false },
      ({ messages, total }) =>
        pipe(
          choose(messages),
          TE.tap((chosen): TE.TaskEither<StoreFailure | PublicationFailed, void> => publish(chosen)),
          TE.map((chosen) => {
            for (const { refId, version } of chosen) latest.set(refId, version);
            read += messages.length;
            done += chosen.length;
            onProgress({ read, total, done });
          }),
        ),
    )();
    return E.map(() => ({ done, latest }))(walked);
  };
};
