import { type CustomerRef, readEffectiveSegments, type SegmentReads } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';

/** One line of a usage file. */
const UsageRecord = t.readonly(t.type({ customer: t.string, usedAt: t.string, minutes: t.number }));
type UsageRecord = t.TypeOf<typeof UsageRecord>;

/** The price of a minute in cents, by the code of the segment. */
type Tariff = Readonly<Record<string, number>>;

const tariff: Tariff = { RESIDENTIAL: 10, SOHO: 8, BUSINESS: 6 };

/** A usage record with its price, or the reason why it has none. */
export type Rated =
  | { readonly usage: UsageRecord; readonly customerSegment: string; readonly version: number; readonly cents: number }
  | { readonly usage: UsageRecord; readonly unrated: 'no such customer' | 'no price for the segment' };

const batchSize = 1000;

/**
 * Prices usage by the current segment of each customer, regardless of the time of the usage. Nothing is cached between
 * batches: a change that was answered before a batch is read counts for the whole batch. Throws on an invalid line, and
 * if the store cannot be read.
 */
export async function* rateUsage(
  reads: SegmentReads,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Rated> {
  let batch: Array<UsageRecord> = [];
  for await (const line of lines) {
    if (line.trim() === '') continue;
    batch.push(usageIn(line));
    if (batch.length < batchSize) continue;
    yield* await rateBatch(reads, batch);
    batch = [];
  }
  yield* await rateBatch(reads, batch);
}

const usageIn = (line: string): UsageRecord => {
  const decoded = UsageRecord.decode(JSON.parse(line));
  if (E.isLeft(decoded)) throw new Error(`no usage record: ${line}`);
  return decoded.right;
};

const rateBatch = async (reads: SegmentReads, batch: ReadonlyArray<UsageRecord>): Promise<ReadonlyArray<Rated>> => {
  const customers = batch.map(({ customer }): CustomerRef => ({ externalId: customer }));
  const segments = await readEffectiveSegments(reads)(customers)();
  if (E.isLeft(segments)) throw new Error(`the segments cannot be read: ${segments.left._tag}`);
  return batch.map((usage, index): Rated => {
    const found = segments.right[index] ?? O.none;
    if (O.isNone(found)) return { usage, unrated: 'no such customer' };
    const { customerSegment, version } = found.value;
    const price = customerSegment === null ? undefined : tariff[customerSegment];
    return customerSegment === null || price === undefined
      ? { usage, unrated: 'no price for the segment' }
      : { usage, customerSegment, version, cents: price * usage.minutes };
  });
};
