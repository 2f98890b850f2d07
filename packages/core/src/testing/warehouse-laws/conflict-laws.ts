import * as E from 'fp-ts/lib/Either.js';
import type { BusinessTransaction } from '../../domain/business-transaction.js';
import type { DeadLetter } from '../../ports/warehouse.js';
import { retryDeadLetters } from '../../use-cases/retry-dead-letters.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { deliver, everything, life, moved, received, recordAs } from './in-use.js';

/** Returns the same versions in another history, in which the customer moved to other segments after a restore. */
const otherwise = (transactions: ReadonlyArray<BusinessTransaction>): ReadonlyArray<BusinessTransaction> =>
  transactions.map(({ payload: { customer }, ...rest }) => ({
    ...moved(customer.refId, customer.version, 'SOHO', 'BUSINESS'),
    operation: rest.operation,
    transactionId: `${rest.transactionId}-otherwise`,
  }));

const refOf = ({ transactionId, payload: { customer } }: BusinessTransaction) => ({
  refId: customer.refId,
  version: customer.version,
  transactionId,
});

export const conflictLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'a conflicting transaction changes nothing, is reported, and becomes one dead letter for each place',
    check: async (make) => {
      const before = life('a', 3);
      const expected = await everything(await received(make, deliver(before)), ['a']);
      const subject = await received(make, deliver(before));
      const reported: Array<DeadLetter> = [];
      const { receive } = recordAs(subject.warehouse, 'subscriber', {
        onDeadLetter: (letter) => reported.push(letter),
      });
      const others = deliver(otherwise(before.slice(1)), 3);
      await succeeds(receive([...deliver(before), ...others]));
      mustEqual(await everything(subject, ['a']), expected, 'reports');
      const letters = await succeeds(subject.deadLetters.list(null, 10));
      mustEqual(
        letters.map(({ kind, delivery }) => [kind, delivery]),
        others.map((delivery) => ['conflict', delivery]),
        'dead letters',
      );
      mustEqual(reported, letters, 'the reported letters');
      mustHold(
        letters.every(({ error }) => error.includes('a-2-otherwise') || error.includes('a-3-otherwise')),
        'the error names the transaction',
      );
      await succeeds(receive(others));
      const { deadLetters, conflicts } = await succeeds(subject.reports.freshness);
      mustEqual([deadLetters, conflicts], [2, 2], 'how many wait for an operator');
    },
  },
  {
    name: 'of two transactions of one version in a batch, the first is kept',
    check: async (make) => {
      const [first, second] = [life('a', 2), otherwise(life('a', 2))];
      const subject = await received(make, deliver([...first, ...second]));
      mustEqual(
        await everything(subject, ['a']),
        await everything(await received(make, deliver(first)), ['a']),
        'reports',
      );
      mustEqual((await succeeds(subject.reports.freshness)).conflicts, 2, 'conflicts');
    },
  },
  {
    name: 'a conflicting dead letter cannot be resolved until the version agrees with it',
    check: async (make) => {
      const [first, second] = [life('a', 2), otherwise(life('a', 2))];
      const subject = await received(make, deliver(first), deliver(second, 2));
      const retried = () => succeeds(retryDeadLetters(subject.deadLetters, () => undefined));
      mustEqual(await retried(), { revived: 0, dead: 2 }, 'while it contradicts');
      await succeeds(subject.repair.correct({ removed: first.map(refOf), restored: second }));
      mustEqual(await retried(), { revived: 2, dead: 0 }, 'once it does not');
    },
  },
  {
    name: 'resolving dead letters with a conflicting transaction has no effect',
    check: async (make) => {
      const subject = await received(make, deliver(life('a', 1)), deliver(otherwise(life('a', 1)), 1));
      const [letter] = await succeeds(subject.deadLetters.list(null, 10));
      const places = letter === undefined ? [] : [letter.delivery];
      const refused = await subject.deadLetters.resolve(places, [...life('b', 1), ...otherwise(life('a', 1))])();
      mustEqual(E.isLeft(refused) ? refused.left._tag : 'resolved', 'Unstorable', 'outcome');
      const { versions, conflicts } = await succeeds(subject.reports.freshness);
      mustEqual([versions, conflicts], [1, 1], 'nothing was done');
    },
  },
  {
    name: 'versions are listed with their transactionIds, in order and page by page',
    check: async (make) => {
      const all = [...life('a', 3), ...life('b', 2)];
      const { repair } = await received(make, deliver(all.toReversed()));
      mustEqual(await succeeds(repair.names(null, 10)), all.map(refOf), 'all');
      mustEqual(await succeeds(repair.names(null, 2)), all.slice(0, 2).map(refOf), 'the first page');
      mustEqual(await succeeds(repair.names({ refId: 'a', version: 2 }, 2)), all.slice(2, 4).map(refOf), 'the next');
      mustEqual(await succeeds(repair.names({ refId: 'b', version: 2 }, 2)), [], 'behind the last');
    },
  },
  {
    name: 'after a removal the reports are as if the versions had never been received',
    check: async (make) => {
      const [a, b, c] = [life('a', 4), life('b', 2), life('c', 3)];
      const subject = await received(make, deliver([...a, ...b, ...c]));
      const removed = [...a.slice(2), ...b, ...otherwise(c)].map(refOf);
      await succeeds(subject.repair.correct({ removed, restored: [] }));
      await succeeds(subject.repair.rederive);
      const without = await received(make, deliver([...a.slice(0, 2), ...c]));
      mustEqual(await everything(subject, ['a', 'b', 'c']), await everything(without, ['a', 'b', 'c']), 'reports');
      await succeeds(subject.receive(deliver(otherwise(a.slice(2)), 20)));
      await succeeds(without.receive(deliver(otherwise(a.slice(2)), 20)));
      mustEqual(
        await everything(subject, ['a', 'b', 'c']),
        await everything(without, ['a', 'b', 'c']),
        'what arrives afterwards',
      );
    },
  },
];
