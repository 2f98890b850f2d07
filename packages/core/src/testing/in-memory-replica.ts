import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DecideRow } from '../campaigns/decide-row.js';
import type { Instant } from '../domain/codecs.js';
import type { CustomerRef } from '../domain/customer.js';
import { storeUnavailable, type StoreUnavailable } from '../domain/failure.js';
import type { HistoryPage } from '../ports/customer-history.js';
import type { ReadReplica, ReplicaPorts } from '../ports/read-replica.js';
import { inMemoryStore, type InMemoryStore, type InMemoryStoreOptions } from './in-memory-store.js';

/** A replica of a store in memory. */
export interface InMemoryReplica extends ReadReplica {
  /** The store. A change that is made through these ports arrives on the replica. */
  readonly store: InMemoryStore;
  /** From now on nothing arrives; the replica keeps serving what it has, which grows older. */
  readonly pause: () => void;
  /** What has not arrived since `pause` arrives now. */
  readonly resume: () => void;
  /** Fails each read from now on. */
  readonly stop: () => void;
}

/** The options of `inMemoryReplica`. */
export interface InMemoryReplicaOptions extends InMemoryStoreOptions {
  /** The greatest age of a state that is served, in milliseconds; by default 5000. */
  readonly maxLagMs?: number;
  /** Returns a time in milliseconds, from which ages are measured; the system clock by default. */
  readonly now?: () => number;
}

/** A store in memory, with a second one that repeats its calls. It is not behind, except between `pause` and `resume`. */
export const inMemoryReplica = ({
  maxLagMs = 5000,
  now = () => Date.now(),
  clock = () => new Date().toISOString(),
  ...options
}: InMemoryReplicaOptions = {}): InMemoryReplica => {
  let times: Array<Instant> = [];
  let repeated: Array<Instant> = [];
  const told = (): Instant => {
    const time = clock();
    times.push(time);
    return time;
  };
  const store = inMemoryStore({ ...options, clock: told });
  const { onCommit: _, ...alike } = options;
  const copy = inMemoryStore({ ...alike, clock: () => repeated.shift() ?? clock() });
  const missing: Array<() => void> = [];
  let pausedAt: number | null = null;
  let isStopped = false;

  /** The call on the store, which is repeated on the copy at the same times. The in-memory store makes a change before it returns. */
  const followed =
    <L, A>(onStore: TE.TaskEither<L, A>, onCopy: TE.TaskEither<L, A>): TE.TaskEither<L, A> =>
    () => {
      times = [];
      const outcome = onStore();
      const ofCall = times;
      const arrive = (): void => {
        repeated = [...ofCall];
        // What throws on the copy has thrown on the store, whose caller knows.
        void onCopy().catch(() => undefined);
      };
      if (pausedAt === null) arrive();
      else missing.push(arrive);
      return outcome;
    };

  const begin: ReadReplica['begin'] = (mostLagMs) => {
    const mostMs = Math.min(maxLagMs, mostLagMs ?? maxLagMs);
    let oldestMs: number | null = null;
    const served =
      <L, A>(read: TE.TaskEither<L, A>): TE.TaskEither<L | StoreUnavailable, A> =>
      async () => {
        const lagMs = pausedAt === null ? 0 : now() - pausedAt;
        if (isStopped) return E.left(storeUnavailable('the replica has stopped'));
        if (lagMs > mostMs) return E.left(storeUnavailable(`the state is ${lagMs} ms old`));
        const answer = await read();
        if (E.isRight(answer)) oldestMs = Math.max(oldestMs ?? 0, lagMs);
        return answer;
      };
    return { ports: portsOf(copy, served), lagMs: () => oldestMs };
  };

  return {
    begin,
    store: {
      ...store,
      customers: {
        ...store.customers,
        change: (...call) => followed(store.customers.change(...call), copy.customers.change(...call)),
      },
      catalogue: {
        ...store.catalogue,
        change: (...call) => followed(store.catalogue.change(...call), copy.catalogue.change(...call)),
        seed: (...call) => followed(store.catalogue.seed(...call), copy.catalogue.seed(...call)),
      },
      campaigns: {
        ...store.campaigns,
        move: (...call) => followed(store.campaigns.move(...call), copy.campaigns.move(...call)),
      },
      campaignLoading: {
        open: (...call) => followed(store.campaignLoading.open(...call), copy.campaignLoading.open(...call)),
        append: (...call) => followed(store.campaignLoading.append(...call), copy.campaignLoading.append(...call)),
        seal: (...call) => followed(store.campaignLoading.seal(...call), copy.campaignLoading.seal(...call)),
        discard: (...call) => followed(store.campaignLoading.discard(...call), copy.campaignLoading.discard(...call)),
      },
      campaignWork: {
        work: (holder, leaseMs, decide, mostRows) => {
          // A decision on a row draws ids.
          const decided: Array<ReturnType<DecideRow>> = [];
          const noted: DecideRow = (...row) => {
            const decision = decide(...row);
            decided.push(decision);
            return decision;
          };
          return followed(
            store.campaignWork.work(holder, leaseMs, noted, mostRows),
            copy.campaignWork.work(holder, leaseMs, (...row) => decided.shift() ?? decide(...row), mostRows),
          );
        },
      },
    },
    pause: () => {
      pausedAt ??= now();
    },
    resume: () => {
      pausedAt = null;
      missing.splice(0).forEach((arrive) => arrive());
    },
    stop: () => {
      isStopped = true;
    },
  };
};

type Served = <L, A>(read: TE.TaskEither<L, A>) => TE.TaskEither<L | StoreUnavailable, A>;

const notThereYet = (): StoreUnavailable => storeUnavailable('the replica has not got so far');

const portsOf = (copy: InMemoryStore, served: Served): ReplicaPorts => {
  const { customers, history, directory, transactions, catalogue, campaigns } = copy;
  const pageOf = <L, A>(ref: CustomerRef, { before }: HistoryPage, read: TE.TaskEither<L, A>) =>
    served(
      pipe(
        customers.find(ref),
        TE.filterOrElseW(
          (found) =>
            before === null || O.exists(({ version }: { readonly version: number }) => version >= before)(found),
          notThereYet,
        ),
        TE.flatMap(() => read),
      ),
    );
  return {
    customers: { find: (...call) => served(customers.find(...call)) },
    history: {
      segments: (ref, page) => pageOf(ref, page, history.segments(ref, page)),
      states: (ref, page) => pageOf(ref, page, history.states(ref, page)),
      snapshot: (...call) => served(history.snapshot(...call)),
    },
    directory: { list: (...call) => served(directory.list(...call)) },
    transactions: { list: (...call) => served(transactions.list(...call)) },
    catalogue: { read: served(catalogue.read) },
    campaigns: {
      find: (...call) => served(campaigns.find(...call)),
      list: (...call) => served(campaigns.list(...call)),
      results: (campaignId, page) =>
        served(
          pipe(
            campaigns.find(campaignId),
            TE.filterOrElseW(
              O.exists(({ state }) => state === 'COMPLETED' || state === 'CANCELLED'),
              notThereYet,
            ),
            TE.flatMap(() => campaigns.results(campaignId, page)),
          ),
        ),
    },
  };
};
