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

/** The progress of a walk through the journal. */
export interface Progress {
  /** The number of selected messages that have been read so far. */
  readonly read: number;
  /** The number of selected messages. */
  readonly total: number;
  /** The number of messages published, or of versions restored or repaired, so far. */
  readonly done: number;
}

/** The dependencies of `replay`. */
export interface Replay {
  readonly journal: Journal;
  readonly publisher: BusinessTransactionPublisher;
  /** The topic that receives every transaction. For another topic, each transaction is decoded to apply the rules. */
  readonly completeTopic: string;
  readonly topicsFor: TopicsFor;
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

/** Selects messages of one topic. A member that is null does not restrict the selection. */
export type ReplaySelection = Omit<JournalSelection, 'withDiscarded'>;

/**
 * Publishes the selected messages of a topic again, from the journal and in order of version for each customer. Messages that an
 * operator has discarded are left out. Returns the number of published messages.
 *
 * A reader that keeps the last record of each key must not end with an old version. So a customer whose last replayed version is not
 * its newest is followed by the newest, and this is repeated for versions that the relay publishes meanwhile. A customer that has
 * a newer version at each of two reads of the journal is done: the relay published the second one after the first read, behind the
 * replayed versions. So a replay ends even while customers change.
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

  const newest = (older: ReadonlyMap<string, number>) => newestAfter(older, deps.journal, present, choose);

  const publishNewest = (
    older: ReadonlyMap<string, number>,
    published: number,
  ): TE.TaskEither<StoreFailure | PublicationFailed, number> =>
    pipe(
      TE.Do,
      TE.bind('newer', () => newest(older)),
      TE.bind('stillNewer', ({ newer }) => (newer.size === 0 ? TE.right(newer) : newest(newer))),
      TE.map(({ newer, stillNewer }) => new Map([...newer].filter(([refId]) => !stillNewer.has(refId)))),
      TE.flatMap((due) =>
        due.size === 0
          ? TE.right(published)
          : pipe(
              publishFromJournal({ ...deps, replayedAt, onProgress: () => undefined }, present, (messages) =>
                TE.right(messages.filter(({ refId, version }) => due.get(refId) === version)),
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

/** The longest time that messages which the relay publishes during a replay were in the outbox, except after an outage. */
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

/** The newest version of each of these customers, if it is newer than the given one. */
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

/** The dependencies of `republishMissing`. */
export interface Republication {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  readonly publisher: BusinessTransactionPublisher;
  readonly topic: string;
  readonly now: () => Date;
}

/**
 * Publishes the versions again that were published but are not in the warehouse, for a streaming platform that loses its messages
 * when it stops. Run it before the relay, so that messages in the outbox come after them. Returns the number of published messages.
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
          warehouse.stored(messages),
          TE.map((stored) => new Set(stored.map(({ payload }) => nameOfVersion(payload.customer)))),
          TE.map((stored) => messages.filter((message) => !stored.has(nameOfVersion(message)))),
        ),
    ),
    TE.map(({ done }) => done),
  );

interface Published {
  readonly done: number;
  /** The last published version of each customer. */
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
