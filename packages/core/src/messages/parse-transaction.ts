import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { BusinessTransaction } from '../domain/business-transaction.js';
import { decode } from '../domain/codecs.js';
import { type StoreFailure, storeMisconfigured } from '../domain/failure.js';
import type { OutboundMessage } from '../ports/outbox.js';

/** Decodes the body of a message, or returns all its violations in one text. */
export const parseTransaction = (body: string): E.Either<string, BusinessTransaction> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(body),
      () => 'is not JSON',
    ),
    E.flatMap((json) =>
      pipe(
        decode(BusinessTransaction)(json),
        E.mapLeft((violations) => violations.map(({ pointer, rule }) => `${pointer || '/'} ${rule}`).join('; ')),
      ),
    ),
  );

/** Decodes journaled messages. Fails with StoreMisconfigured, which names the first message that this release cannot decode. */
export const parseJournaled = (
  messages: ReadonlyArray<OutboundMessage>,
): E.Either<StoreFailure, ReadonlyArray<BusinessTransaction>> =>
  pipe(
    messages,
    E.traverseArray((message) =>
      pipe(
        parseTransaction(message.body),
        E.mapLeft((error) =>
          storeMisconfigured(`version ${message.version} of customer ${message.refId} in the journal: ${error}`),
        ),
      ),
    ),
  );
