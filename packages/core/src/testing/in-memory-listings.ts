import * as E from 'fp-ts/lib/Either.js';
import { duePlan } from '../domain/state-changes.js';
import type { Current } from '../domain/decision.js';
import type { CustomerDirectory } from '../ports/customer-directory.js';
import type { Receipt } from '../ports/customer-repository.js';
import type { LogCursor, TransactionLog } from '../ports/transaction-log.js';

const byRefId = (a: Current, b: Current): number => (a.customer.refId < b.customer.refId ? -1 : 1);

/** The CustomerDirectory of the in-memory store. */
export const inMemoryDirectory = (all: () => Iterable<Current>): CustomerDirectory => {
  const behind = (after: string | null): ReadonlyArray<Current> =>
    [...all()].filter(({ customer }) => after === null || customer.refId > after).sort(byRefId);
  return {
    list:
      ({ customerSegment, state, changedSince }, after, limit) =>
      async () => {
        const matching = behind(after)
          .filter(({ customer }) => customerSegment === null || customer.customerSegment === customerSegment)
          .filter(({ customer }) => state === null || customer.state.state === state)
          .filter(({ occurredAt }) => changedSince === null || occurredAt >= changedSince)
          .map(({ customer }) => customer);
        const customers = matching.slice(0, limit);
        return E.right({ customers, next: matching.length > limit ? (customers.at(-1)?.refId ?? null) : null });
      },
    withDuePlan: (at, after, limit) => async () =>
      E.right(
        behind(after)
          .map(({ customer }) => customer)
          .filter((customer) => duePlan(customer, at) !== undefined)
          .slice(0, limit),
      ),
  };
};

const cursorOf = ({ transaction: { occurredAt, payload } }: Receipt): LogCursor => ({
  occurredAt,
  refId: payload.customer.refId,
  version: payload.customer.version,
});

const compare = (a: LogCursor, b: LogCursor): number =>
  a.occurredAt !== b.occurredAt
    ? a.occurredAt < b.occurredAt
      ? -1
      : 1
    : a.refId !== b.refId
      ? a.refId < b.refId
        ? -1
        : 1
      : a.version - b.version;

/** The TransactionLog of the in-memory store. All of its journal is settled. */
export const inMemoryTransactionLog = (journal: () => ReadonlyArray<Receipt>): TransactionLog => ({
  list:
    ({ refId, operation, after, limit }) =>
    async () => {
      const selected = journal()
        .filter(({ transaction }) => refId === null || transaction.payload.customer.refId === refId)
        .filter(({ transaction }) => operation === null || transaction.operation === operation)
        .filter((receipt) => after === null || compare(cursorOf(receipt), after) > 0)
        .sort((a, b) => compare(cursorOf(a), cursorOf(b)));
      const page = selected.slice(0, limit);
      const last = page.at(-1);
      return E.right({
        bodies: page.map(({ body }) => body),
        next: last === undefined ? after : cursorOf(last),
        more: selected.length > limit,
      });
    },
});
