import { anewLaws } from './streaming-laws/anew-laws.js';
import { deliveryLaws } from './streaming-laws/delivery-laws.js';
import { groupLaws } from './streaming-laws/group-laws.js';
import { positionLaws } from './streaming-laws/position-laws.js';
import { publisherLaws } from './streaming-laws/publisher-laws.js';
import { redeliveryLaws } from './streaming-laws/redelivery-laws.js';
import type { StreamingLaw } from './streaming-under-test.js';

/** What every streaming platform promises, publisher and subscription together. */
export const streamingSuite: ReadonlyArray<StreamingLaw> = [
  ...publisherLaws,
  ...deliveryLaws,
  ...redeliveryLaws,
  ...positionLaws,
  ...anewLaws,
  ...groupLaws,
];
