import type { Readiness } from '@casm/adapter-http';
import type {
  PostgresReplica,
  PostgresStore,
  PostgresStoreStatus,
  PostgresWarehouse,
  ReplicaFault,
} from '@casm/adapter-postgres';
import type { ReadFailure } from '@casm/core';
import { type Log, type RelayService, type Service, logWaiting, type WarehouseService } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { causeOf } from './cause-of.js';
import { watched } from './watched.js';

export interface HealthOptions {
  readonly store: Pick<PostgresStore, 'ping' | 'status'>;
  /** Null: there is none. Reads that prefer it are answered by the store meanwhile, so that it makes nobody not ready. */
  readonly replica: Pick<PostgresReplica, 'status'> | null;
  /** Where this process publishes and reads the topic as well: it must be reading, to be ready. */
  readonly beside?: {
    readonly relay: Pick<RelayService, 'waits'>;
    readonly warehouse: Pick<PostgresWarehouse, 'ping'> & Pick<WarehouseService, 'waits' | 'isReading'>;
  };
  readonly log: Log;
}

/** Whether requests should come here, known without asking anybody. */
export interface Health extends Service {
  /** Resolves when it is known for the first time. */
  readonly known: Promise<void>;
  readonly readiness: () => Readiness;
  /** Whether the operational database answers. */
  readonly isUp: () => boolean;
  /** From now on it is not ready: this process is about to stop. */
  readonly drain: () => void;
}

const asking = { everyMs: 1000, timeoutMs: 2000 };

/** Asks both databases once a second, and says in the log what the API waits for. */
export const healthOf = ({ store, replica, beside, log }: HealthOptions): Health => {
  let draining = false;
  const asked = (what: string, ping: TaskEither<ReadFailure, void>) =>
    watched(ping, {
      ...asking,
      onFailure: (failure) => log.warn(`${what} does not answer`, { cause: causeOf(failure) }),
    });
  const operational = asked('PostgreSQL', store.ping);
  const dwh = beside === undefined ? null : asked('the data warehouse', beside.warehouse.ping);

  const waitsFor = (): string | null => absence(operational.latest()) ?? failingCommits(store.status());

  const ofApi = () => {
    const { failing } = store.status();
    const [postgres, changes] = [E.isRight(operational.latest()), failing === null];
    const ofReplica = replica === null ? {} : { replica: replica.status().trouble === null };
    return { ready: !draining && postgres && changes, draining, postgres, changes, ...ofReplica };
  };
  const telling = logWaiting('the API', waitsFor, log);
  const ofReplica = logWaiting('reading from the replica', () => absenceOfReplica(replica), log);
  const sentences = (): ReadonlyArray<string> => [
    ...[telling.waits(), ofReplica.waits(), beside?.warehouse.waits() ?? null].filter((sentence) => sentence !== null),
    ...(beside?.relay.waits() ?? []),
  ];

  return {
    known: Promise.all([operational.first, dwh?.first]).then(() => undefined),
    readiness: () => {
      const problems = [...problemsIn(operational.latest()), ...(dwh === null ? [] : problemsIn(dwh.latest()))];
      const own = { ...ofApi(), waits: sentences(), problems };
      if (beside === undefined || dwh === null) return own;
      const warehouse = E.isRight(dwh.latest()) && beside.warehouse.waits() === null;
      const kafka = beside.warehouse.isReading() && beside.relay.waits().length === 0;
      return { ...own, ready: own.ready && warehouse, warehouse, kafka };
    },
    isUp: () => E.isRight(operational.latest()),
    drain: () => {
      draining = true;
    },
    stop: async () => {
      await Promise.all([telling.stop(), ofReplica.stop(), operational.stop(), dwh?.stop()]);
    },
  };
};

/* Anybody may ask for readiness: what the database says of an outage is for the log. */

const absences: Readonly<Record<ReadFailure['_tag'], string>> = {
  StoreUnavailable: 'PostgreSQL, which does not answer',
  StoreMisconfigured: 'PostgreSQL, which is not as this release needs it',
  Overloaded: 'PostgreSQL, which is overloaded',
};

const replicaAbsences: Readonly<Record<ReplicaFault, string>> = {
  unreachable: 'its server, which does not answer',
  overloaded: 'its server, which is overloaded',
  'no-standby': 'a standby, and its server is a primary',
  'other-cluster': 'a standby of this primary, and its server belongs to another cluster',
  'other-timeline': 'its server, which is on another timeline than the primary',
  'age-unknown': 'its server, of which is not known how old its state is',
  behind: 'its server, which is too far behind the primary',
  unusable: 'its server, which is not as this release needs it',
  conflict: 'its server, whose replay cancels reads',
  failed: 'its server, where reads fail',
};

const absenceOfReplica = (replica: HealthOptions['replica']): string | null => {
  const trouble = replica?.status().trouble ?? null;
  return trouble === null ? null : replicaAbsences[trouble.fault];
};

const absence = (asked: E.Either<ReadFailure, void>): string | null =>
  E.isRight(asked) ? null : absences[asked.left._tag];

/** What an operator has to mend; an outage is none. */
const problemsIn = (asked: E.Either<ReadFailure, void>): ReadonlyArray<string> =>
  E.isLeft(asked) && asked.left._tag === 'StoreMisconfigured'
    ? (asked.left.unmet ?? ['the database refuses the connection or a statement: the log says why'])
    : [];

const failingCommits = ({ failing }: PostgresStoreStatus): string | null =>
  failing === null ? null : `commits, which fail since ${failing.since} (${failing.cause})`;
