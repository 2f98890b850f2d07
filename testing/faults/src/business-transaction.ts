import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const BusinessTransaction = t.type({
  transactionId: t.string,
  requestId: t.string,
  campaignId: t.union([t.string, t.undefined]),
  occurredAt: t.string,
  changes: t.array(t.type({ field: t.string, before: t.unknown, after: t.unknown })),
  payload: t.type({
    customer: t.type({
      refId: t.string,
      version: t.number,
      externalId: t.union([t.string, t.null, t.undefined]),
      customerSegment: t.union([t.string, t.null, t.undefined]),
      state: t.type({ state: t.string }),
    }),
  }),
});

/** The documented envelope. It is decoded without the product's codecs, so that an error in those is not hidden. */
export type BusinessTransaction = t.TypeOf<typeof BusinessTransaction>;

/** Null if the text is not a Business Transaction. */
export const readBusinessTransaction = (text: string | null): BusinessTransaction | null => {
  try {
    const json: unknown = JSON.parse(text ?? '');
    const decoded = BusinessTransaction.decode(json);
    return E.isRight(decoded) ? decoded.right : null;
  } catch {
    return null;
  }
};

/** The segments before and after a move; undefined if the transaction is not a move. */
export const segmentMoveIn = ({
  changes,
}: BusinessTransaction): { readonly from: string | null; readonly to: string | null } | undefined => {
  const change = changes.find(({ field }) => field === 'customerSegment');
  const segment = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return change && { from: segment(change.before), to: segment(change.after) };
};
