import { anewLaws } from './streaming-laws/anew-laws.js';
import { deliveryLaws } from './streaming-laws/delivery-laws.js';
import { groupLaws } from './streaming-laws/group-laws.js';
import { positionLaws } from './streaming-laws/position-laws.js';
import { publisherLaws } from './streaming-laws/publisher-laws.js';
import { redeliveryLaws } from './streaming-laws/redelivery-laws.js';
import type { StreamingLaw } from './streaming-under-test.js';

/** The laws that the publisher and the subscription of every streaming platform must keep. */
export const streamingSuite: ReadonlyArray<StreamingLaw> = [
  ...publisherLaws,
  ...deliveryLaws,
  ...redeliveryLaws,
  ...positionLaws,
  ...anewLaws,
  ...groupLaws,
];
