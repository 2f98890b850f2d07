import { wholeNumber } from './kinds.js';
import { setting } from './setting.js';

const hourMs = 3_600_000;
const tenYearsOfHours = 87_600;

/** Below the time in which the database adapter gives up a statement. */
const mostDeadlineMs = 10_000;

export const changeSettings = {
  deadlineMs: setting({
    name: 'CASM_DEADLINE_MS',
    meaning:
      'a request is answered within this time, in milliseconds, also if the database hangs: a change with [what became of it](../how-to/run-it.md#when-requests-fail). Uploads and exports may take longer, a read by `CASM_MAX_READ_WAIT_MS`, and one that a replica does not answer by 2 s',
    kind: wholeNumber(100, mostDeadlineMs),
    byDefault: 5000,
  }),
  outboxCeiling: setting({
    name: 'CASM_OUTBOX_CEILING',
    meaning: 'with so many messages unpublished the API answers 503 publication-backlog',
    kind: wholeNumber(1),
    byDefault: 500_000,
  }),
  requestIdHours: setting({
    name: 'CASM_REQUEST_ID_HOURS',
    meaning: 'how long a repeated requestId gets its first answer',
    kind: wholeNumber(24, tenYearsOfHours),
    byDefault: 48,
  }),
  maxBatch: setting({
    name: 'CASM_MAX_BATCH',
    meaning: 'most changes that one statement commits',
    kind: wholeNumber(1),
    byDefault: 64,
  }),
  maxWaitMs: setting({
    name: 'CASM_MAX_WAIT_MS',
    meaning:
      'a change that would wait longer than this for its batch, in milliseconds, is answered 503 overloaded at once; a burst may wait five times as long, and while changes are refused only the next batch is filled',
    kind: wholeNumber(1, hourMs),
    byDefault: 200,
  }),
  maxQueue: setting({
    name: 'CASM_MAX_QUEUE',
    meaning:
      'with so many changes waiting in one process the API answers 503 overloaded at once, however fast they are served',
    kind: wholeNumber(1),
    byDefault: 10_000,
  }),
  batchesInFlight: setting({
    name: 'CASM_BATCHES_IN_FLIGHT',
    meaning:
      'most batches that one process runs at once, each on a connection of its own; another begins beside one only when it is full',
    kind: wholeNumber(1, 100),
    byDefault: 2,
  }),
  campaignWorkers: setting({
    name: 'CASM_CAMPAIGN_WORKERS',
    meaning:
      'how many chunks of [campaigns](../how-to/run-a-campaign.md) one `casm serve` works on at once; it decides some while the database commits others, and works on one while there are single changes; 0 leaves them to other processes',
    kind: wholeNumber(0, 4),
    byDefault: 4,
  }),
  campaignChunkRows: setting({
    name: 'CASM_CAMPAIGN_CHUNK_ROWS',
    meaning:
      'how many rows of a campaign are committed together; fewer hold their customers for a shorter time, and take longer in all',
    kind: wholeNumber(1, 1000),
    byDefault: 1000,
  }),
  campaignDays: setting({
    name: 'CASM_CAMPAIGN_DAYS',
    meaning:
      'how many days a campaign that has ended is kept with its rows; after that its requestId is new again. One whose upload has stopped is removed a day later',
    kind: wholeNumber(1, 36_500),
    byDefault: null,
    defaultInWords: 'for ever',
  }),
  campaignRowsPerSecond: setting({
    name: 'CASM_CAMPAIGN_ROWS_PER_SECOND',
    meaning: 'how many rows of campaigns one process changes in a second at most',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: 'as many as it can',
  }),
  campaignCallLatencyMs: setting({
    name: 'CASM_CAMPAIGN_CALL_LATENCY_MS',
    meaning:
      'the latency of the single changes of the process that its campaigns keep, in milliseconds at the 99th percentile: above six tenths of it they rest for two thirds of the time, and change fewer customers in a transaction',
    kind: wholeNumber(1),
    byDefault: 50,
  }),
};
