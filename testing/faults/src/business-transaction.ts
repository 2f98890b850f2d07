import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const BusinessTransaction = t.type({
  transactionId: t.string,
  requestId: t.string,
  occurredAt: t.string,
  changes: t.array(t.type({ field: t.string, before: t.unknown, after: t.unknown })),
  payload: t.type({
    customer: t.type({
      refId: t.string,
      version: t.number,
      customerSegment: t.union([t.string, t.null, t.undefined]),
      state: t.type({ state: t.string }),
    }),
  }),
});

/** The documented envelope, read without the product's own codecs: an error in those must not hide itself here. */
export type BusinessTransaction = t.TypeOf<typeof BusinessTransaction>;

/** Null where the text is no Business Transaction. */
export const readBusinessTransaction = (text: string | null): BusinessTransaction | null => {
  try {
    const json: unknown = JSON.parse(text ?? '');
    const decoded = BusinessTransaction.decode(json);
    return E.isRight(decoded) ? decoded.right : null;
  } catch {
    return null;
  }
};

/** From which segment to which, where the transaction is a move; undefined where it is none. */
export const segmentMoveIn = ({
  changes,
}: BusinessTransaction): { readonly from: string | null; readonly to: string | null } | undefined => {
  const change = changes.find(({ field }) => field === 'customerSegment');
  const segment = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return change && { from: segment(change.before), to: segment(change.after) };
};
