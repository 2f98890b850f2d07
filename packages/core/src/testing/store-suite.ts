import { backlogLaws } from './store-laws/backlog-laws.js';
import { catalogueIdempotencyLaws } from './store-laws/catalogue-idempotency-laws.js';
import { catalogueLaws } from './store-laws/catalogue-laws.js';
import { ceilingLaws } from './store-laws/ceiling-laws.js';
import { changeLaws } from './store-laws/change-laws.js';
import { creationLaws } from './store-laws/creation-laws.js';
import { duePlanLaws } from './store-laws/due-plan-laws.js';
import { effectiveSegmentLaws } from './store-laws/effective-segment-laws.js';
import { externalIdLaws } from './store-laws/external-id-laws.js';
import { historyLaws } from './store-laws/history-laws.js';
import { historyPageLaws } from './store-laws/history-page-laws.js';
import { idempotencyLaws } from './store-laws/idempotency-laws.js';
import { journalLaws } from './store-laws/journal-laws.js';
import { leaseLaws } from './store-laws/lease-laws.js';
import { operationLaws } from './store-laws/operation-laws.js';
import { logLaws } from './store-laws/log-laws.js';
import { outboxLaws } from './store-laws/outbox-laws.js';
import { parkingLaws } from './store-laws/parking-laws.js';
import { listingLaws } from './store-laws/listing-laws.js';
import { plannedStateLaws } from './store-laws/planned-state-laws.js';
import { processLaws } from './store-laws/process-laws.js';
import { profileLaws } from './store-laws/profile-laws.js';
import { raceLaws } from './store-laws/race-laws.js';
import { retirementLaws } from './store-laws/retirement-laws.js';
import { snapshotLaws } from './store-laws/snapshot-laws.js';
import { unparkingLaws } from './store-laws/unparking-laws.js';
import type { StoreLaw } from './store-under-test.js';

/** The laws that every store must keep. */
export const storeSuite: ReadonlyArray<StoreLaw> = [
  ...creationLaws,
  ...operationLaws,
  ...changeLaws,
  ...externalIdLaws,
  ...plannedStateLaws,
  ...duePlanLaws,
  ...effectiveSegmentLaws,
  ...historyLaws,
  ...historyPageLaws,
  ...snapshotLaws,
  ...listingLaws,
  ...logLaws,
  ...idempotencyLaws,
  ...raceLaws,
  ...processLaws,
  ...catalogueLaws,
  ...catalogueIdempotencyLaws,
  ...retirementLaws,
  ...profileLaws,
  ...outboxLaws,
  ...leaseLaws,
  ...parkingLaws,
  ...unparkingLaws,
  ...backlogLaws,
  ...ceilingLaws,
  ...journalLaws,
];
