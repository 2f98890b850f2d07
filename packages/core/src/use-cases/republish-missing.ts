import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed, StoreUnavailable } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { Journal, VersionRef } from '../ports/journal.js';
import type { Warehouse } from '../ports/warehouse.js';

export interface Republication {
  readonly journal: Journal;
  readonly warehouse: Warehouse;
  readonly publisher: BusinessTransactionPublisher;
  readonly topic: string;
}

const pageSize = 2000;

/**
 * Publishes again, from the journal, what had been published but never reached the warehouse: for a streaming platform
 * that forgets when it stops. To be run before the relay, so that what is still in the outbox comes after it. Answers
 * with the number published.
 */
export const republishMissing = (deps: Republication): TE.TaskEither<StoreUnavailable | PublicationFailed, number> =>
  fromPage(deps, null, 0);

const fromPage = (
  deps: Republication,
  after: VersionRef | null,
  sofar: number,
): TE.TaskEither<StoreUnavailable | PublicationFailed, number> =>
  pipe(
    TE.Do,
    TE.bind('page', () => deps.journal.published(deps.topic, after, pageSize)),
    TE.bindW('lacking', ({ page }) => deps.warehouse.missing(page)),
    TE.let('again', ({ page, lacking }) => {
      const names = new Set(lacking.map(nameOf));
      return page.filter((message) => names.has(nameOf(message)));
    }),
    TE.tap(({ again }): TE.TaskEither<PublicationFailed, void> =>
      again.length === 0 ? TE.right(undefined) : deps.publisher.publish(again),
    ),
    TE.flatMap(({ page, again }) => {
      const last = page.at(-1);
      return last === undefined || page.length < pageSize
        ? TE.right(sofar + again.length)
        : fromPage(deps, { refId: last.refId, version: last.version }, sofar + again.length);
    }),
  );

const nameOf = ({ refId, version }: VersionRef): string => `${version} ${refId}`;
