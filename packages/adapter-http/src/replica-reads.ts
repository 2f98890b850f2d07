import { type ReadReplica, type ReplicaPorts, type StoreUnavailable, storeUnavailable } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Answer } from './answer.js';
import { placesOf } from './places.js';
import type { ReplicaPreference } from './prefer.js';
import { problem, type ProblemAnswer } from './problem.js';

/** How a read that prefers the replica was answered: by the replica, by the primary instead, or with 503. */
export type ReplicaOutcome = 'replica' | 'primary' | 'refused';

/** A replica for the reads that prefer one. */
export interface ReplicaOptions {
  readonly reads: ReadReplica;
  /** The most reads at a time that the primary answers because the replica does not; 4 by default. With 0 it answers none. */
  readonly mostFallbacks?: number;
  /** Called for each read that prefers the replica, for metrics. Must not throw. */
  readonly onRead?: (outcome: ReplicaOutcome) => void;
}

export const replicaUnavailable = problem(
  'replica-unavailable',
  'The replica does not answer, and the primary reads enough in its place. Leave the preference out to be answered by the primary.',
);

/**
 * Runs a read of the store for an answer that is being sent. The read waits for its turn if the request prefers the replica, because the
 * store serves few of these reads at a time. It fails if the store serves none.
 */
export type ReadOn = <L, A>(read: TE.TaskEither<L, A>) => TE.TaskEither<L | StoreUnavailable, A>;

const unanswered = TE.left(
  storeUnavailable('the replica does not answer, and the primary answers nothing in its place'),
);

type Respond = (replica: ReplicaPorts | null, readOn: ReadOn) => Promise<Answer | ProblemAnswer>;

/**
 * Answers reads that prefer the replica. What the replica does not answer is read from the primary, a few at a time, so that the
 * reads of a replica never become the load of the primary.
 */
export const replicaReads = ({ reads, mostFallbacks = 4, onRead = () => undefined }: ReplicaOptions) => {
  const places = placesOf(mostFallbacks);
  // Without a place no turn ever comes.
  const readOn: ReadOn = (read) => (mostFallbacks > 0 ? () => places.inTurn(read) : unanswered);

  const fromPrimary = (respond: Respond): Promise<Answer | ProblemAnswer> => {
    if (places.free() === 0) {
      onRead('refused');
      return Promise.resolve(replicaUnavailable);
    }
    onRead('primary');
    return places.inTurn(() => respond(null, readOn));
  };

  return async ({ mostLagMs }: ReplicaPreference, respond: Respond): Promise<Answer | ProblemAnswer> => {
    const { ports, lagMs } = reads.begin(mostLagMs);
    const answer = await respond(ports, readOn);
    if ('problem' in answer && answer.failure !== undefined) return fromPrimary(respond);
    const lag = lagMs();
    // An invalid request is refused before anything is read.
    if (lag === null) return answer;
    onRead('replica');
    const told = { 'Preference-Applied': 'replica', 'Replica-Lag': (Math.ceil(lag) / 1000).toFixed(3) };
    return { ...answer, headers: { ...answer.headers, ...told } };
  };
};
