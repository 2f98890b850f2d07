import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Instant } from '../../domain/codecs.js';
import type { Customer } from '../../domain/customer.js';
import { exampleCatalogue } from '../../operations/examples.js';
import type { ReadReplica, ReplicaReading } from '../../ports/read-replica.js';
import { numberedIds, writesTo } from '../builders.js';
import { pause as delay } from '../deadline.js';
import { LawBroken, mustHold, succeeds } from '../law.js';
import type { MakeReplica } from '../replica-under-test.js';
import { moveTo } from '../store-laws/in-use.js';

interface InUse {
  readonly clock?: () => Instant;
  readonly maxLagMs?: number;
}

/** Longer than any law takes. */
const anyAge = 3_600_000;

const waitMs = 10_000;

/** Waits until it is so. */
export const eventually = async (expected: string, isSo: () => Promise<boolean> | boolean): Promise<void> => {
  const end = Date.now() + waitMs;
  while (!(await isSo())) {
    mustHold(Date.now() < end, `not within ${waitMs} ms: ${expected}`);
    await delay(5);
  }
};

/** Reads the version of a customer; null if it is not there. */
export const versionIn = async (
  { ports }: Pick<ReplicaReading, 'ports'>,
  { refId }: Pick<Customer, 'refId'>,
): Promise<number | null> => {
  const found = await succeeds(ports.customers.find({ refId }));
  return O.isNone(found) ? null : found.value.version;
};

/** The age that a reading tells. It must have read something. */
export const ageOf = ({ lagMs }: Pick<ReplicaReading, 'lagMs'>): number => {
  const age = lagMs();
  if (age === null) throw new LawBroken('the age of a state that was read is null');
  mustHold(age >= 0, `an age of ${age} ms`);
  return age;
};

/** Makes a store with the example catalogue and its replica, which serves a state of any age unless `maxLagMs` says less. */
export const replicaInUse = async (make: MakeReplica, { maxLagMs = anyAge, ...clock }: InUse = {}) => {
  const subject = await make({ catalogue: exampleCatalogue, maxLagMs, ...clock });
  const { store, replica } = subject;
  const writes = writesTo(store.customers, numberedIds('id'));
  const segments = ['SOHO', 'BUSINESS', 'RESIDENTIAL'];
  let moved = 0;
  /** Moves a customer to another segment. Returns its version. */
  const move = async (customer: Pick<Customer, 'refId'>): Promise<number> => {
    const receipt = await succeeds(moveTo(writes, customer, segments[moved % 3] ?? 'SOHO'));
    moved += 1;
    return receipt.transaction.payload.customer.version;
  };
  /** Waits until a customer has arrived on the replica, in this version. */
  const arrived = (customer: Pick<Customer, 'refId'>, version: number) =>
    eventually(`version ${version} is on the replica`, async () => {
      const found = await replica.begin(null).ports.customers.find(customer)();
      return E.isRight(found) && O.isSome(found.right) && found.right.value.version >= version;
    });
  return { ...subject, writes, move, arrived };
};

/** Waits until the replica has a state that is at least so old. */
export const aged = (replica: ReadReplica, ms: number): Promise<void> =>
  eventually(`the state is ${ms} ms old`, async () => {
    const { ports, lagMs } = replica.begin(null);
    const read = await ports.catalogue.read();
    return E.isRight(read) && (lagMs() ?? 0) >= ms;
  });
