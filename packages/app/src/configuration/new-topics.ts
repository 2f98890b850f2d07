import { closed, satisfying, wholeNumber } from '@casm/core/codecs';
import type * as t from 'io-ts';

/** -1: for ever. */
const RetentionHours = satisfying(wholeNumber(-1, 1_000_000), 'must not be 0', (hours) => hours !== 0);

/** How topics are made that are not there when a relay starts. */
export const NewTopics = closed(
  { partitions: wholeNumber(1, 10_000), replicas: wholeNumber(1, 100) },
  { retentionHours: RetentionHours },
);
export type NewTopics = t.TypeOf<typeof NewTopics>;
