import { ExternalId, RefId } from '@casm/core';
import { closed, Codec, oneOf, satisfying } from '@casm/core/codecs';
import * as t from 'io-ts';

/** Query parameters are text; a repeated one is a list, and refused as what it should have been. */

const digits = (name: string, min: number, max: number): Codec<number> =>
  new Codec(
    name,
    t.number.is,
    (input, context) => {
      const value = typeof input === 'string' && /^\d{1,10}$/.test(input) ? Number(input) : Number.NaN;
      return value >= min && value <= max ? t.success(value) : t.failure(input, context);
    },
    { type: 'integer', minimum: min, maximum: max },
  );

const limit = digits('a whole number from 1 to 1000', 1, 1000);
const cursor = digits('the "next" of the page before', 1, 0x7fffffff);

const exactlyOne = 'must have exactly one of refId and externalId';
const named = ({ refId, externalId }: { readonly refId?: string; readonly externalId?: string }): boolean =>
  (refId === undefined) !== (externalId === undefined);

export const NoQuery = closed({}, {});

export const CustomerQuery = satisfying(closed({}, { refId: RefId, externalId: ExternalId }), exactlyOne, named);

export const ReadCustomerQuery = satisfying(
  closed({}, { refId: RefId, externalId: ExternalId, segmentHistory: oneOf('true', 'false') }),
  exactlyOne,
  named,
);

export const HistoryQuery = satisfying(
  closed({}, { refId: RefId, externalId: ExternalId, limit, cursor }),
  exactlyOne,
  named,
);

export const ExternalIdQuery = closed({ externalId: ExternalId }, {});

const day: Codec<string> = new Codec(
  'a day, such as 2026-02-01',
  t.string.is,
  (input, context) =>
    typeof input === 'string' && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(input) && isDay(input)
      ? t.success(input)
      : t.failure(input, context),
  { type: 'string', format: 'date' },
);

const isDay = (input: string): boolean => {
  const date = new Date(`${input}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(input);
};

export const MovesQuery = satisfying(
  closed({ from: day, to: day }, {}),
  'must have from no later than to',
  ({ from, to }) => from <= to,
);
