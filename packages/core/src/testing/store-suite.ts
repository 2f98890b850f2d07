import { catalogueLaws } from './store-laws/catalogue-laws.js';
import { changeLaws } from './store-laws/change-laws.js';
import { idempotencyLaws } from './store-laws/idempotency-laws.js';
import { outboxLaws } from './store-laws/outbox-laws.js';
import { raceLaws } from './store-laws/race-laws.js';
import type { StoreLaw } from './store-under-test.js';

/** What every store promises, whatever it is made of. */
export const storeSuite: ReadonlyArray<StoreLaw> = [
  ...changeLaws,
  ...idempotencyLaws,
  ...raceLaws,
  ...catalogueLaws,
  ...outboxLaws,
];
