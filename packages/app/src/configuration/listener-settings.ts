import { defaultLimits, defaultMostExports } from '@casm/adapter-http';
import { origins, wholeNumber } from './kinds.js';
import { setting } from './setting.js';

/** A timer of Node's that is set for longer than some 24 days goes off at once. */
const daySeconds = 86_400;

/** A larger body could make a message that a topic of the documented size does not take. */
const mostBodyBytes = 128 * 1024;

const seconds = (ms: number): string => `\`${ms / 1000}\``;
const number = (value: number): string => `\`${value}\``;

/** What the API takes of its clients. Their defaults are those of the HTTP adapter. */
export const limitSettings = {
  connections: setting({
    name: 'CASM_MAX_CONNECTIONS',
    meaning:
      'connections at once; at the limit a new one takes the place of the one that has been idle longest, and is closed where none is idle',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: '`16000`, or 128 less than the files that the process may open',
  }),
  changes: setting({
    name: 'CASM_MAX_CHANGES_IN_PROGRESS',
    meaning: 'changes in progress; the next is answered 503 overloaded before any work is done',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: number(defaultLimits.changes),
  }),
  uploads: setting({
    name: 'CASM_MAX_UPLOADS_IN_PROGRESS',
    meaning: 'files of campaigns that are being uploaded; the next is answered 503 overloaded',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: number(defaultLimits.uploads),
  }),
  reads: setting({
    name: 'CASM_MAX_READS_IN_PROGRESS',
    meaning: 'reads in progress; the next waits for its turn',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: number(defaultLimits.reads),
  }),
  waitingReads: setting({
    name: 'CASM_MAX_WAITING_READS',
    meaning: 'reads that wait for their turn; the next is answered 503 overloaded',
    kind: wholeNumber(0),
    byDefault: null,
    defaultInWords: number(defaultLimits.waitingReads),
  }),
  readWaitMs: setting({
    name: 'CASM_MAX_READ_WAIT_MS',
    meaning: 'a read that has waited so long for its turn, in milliseconds, is answered 503 overloaded',
    kind: wholeNumber(1, 60_000),
    byDefault: null,
    defaultInWords: number(defaultLimits.readWaitMs),
  }),
  headerBytes: setting({
    name: 'CASM_MAX_HEADER_BYTES',
    meaning: 'request line and header fields together; beyond it 431',
    kind: wholeNumber(1024),
    byDefault: null,
    defaultInWords: number(defaultLimits.headerBytes),
  }),
  targetBytes: setting({
    name: 'CASM_MAX_TARGET_BYTES',
    meaning: 'path and query; beyond it 414',
    kind: wholeNumber(256),
    byDefault: null,
    defaultInWords: number(defaultLimits.targetBytes),
  }),
};

export const timeoutSettings = {
  headersMs: setting({
    name: 'CASM_HEADERS_TIMEOUT_SECONDS',
    meaning: 'from the connection, or the first byte, to the end of the header; then 408',
    kind: wholeNumber(1, daySeconds),
    byDefault: null,
    defaultInWords: seconds(defaultLimits.headersMs),
  }),
  requestMs: setting({
    name: 'CASM_REQUEST_TIMEOUT_SECONDS',
    meaning: 'from the first byte to the end of the body; then 408; an upload may take any time while bytes come',
    kind: wholeNumber(1, daySeconds),
    byDefault: null,
    defaultInWords: seconds(defaultLimits.requestMs),
  }),
  inactiveMs: setting({
    name: 'CASM_INACTIVE_TIMEOUT_SECONDS',
    meaning: 'without a byte read or written while a request is in progress; then the connection is closed',
    kind: wholeNumber(1, daySeconds),
    byDefault: null,
    defaultInWords: seconds(defaultLimits.inactiveMs),
  }),
  keepAliveMs: setting({
    name: 'CASM_KEEP_ALIVE_SECONDS',
    meaning: 'idle between two requests; more than the load balancer has, so that the balancer closes first',
    kind: wholeNumber(1, daySeconds),
    byDefault: null,
    defaultInWords: seconds(defaultLimits.keepAliveMs),
  }),
};

export const listenerSettings = {
  corsOrigins: setting({
    name: 'CASM_CORS_ORIGINS',
    meaning:
      'the origins whose pages may call the API from a browser (CORS): [how to](../how-to/let-clients-in.md#from-a-browser)',
    kind: origins,
    byDefault: null,
  }),
  maxBodyBytes: setting({
    name: 'CASM_MAX_BODY_BYTES',
    meaning: 'the body of a request; beyond it 413. A file of a campaign may have any size',
    kind: wholeNumber(1024, mostBodyBytes),
    byDefault: null,
    defaultInWords: number(mostBodyBytes),
  }),
  mostExports: setting({
    name: 'CASM_MAX_EXPORTS_IN_PROGRESS',
    meaning: 'exports that are being read or sent; the next is answered 503 overloaded, and with `0` each is',
    kind: wholeNumber(0),
    byDefault: null,
    defaultInWords: number(defaultMostExports),
  }),
  drainMs: setting({
    name: 'CASM_DRAIN_SECONDS',
    meaning: 'how long the API is served on after SIGTERM',
    kind: wholeNumber(0, daySeconds),
    byDefault: null,
    defaultInWords: '`4`; `casm dev`: `0`',
  }),
};
