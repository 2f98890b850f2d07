import type { ServerLimits } from '@casm/adapter-http';
import { type Reader, wholeNumber } from './setting-readers.js';

/** How the API listens. */
export interface HttpSettings {
  /** What the environment says of them; the others are as the adapter has them by default. */
  readonly limits: Partial<ServerLimits>;
  /** The largest body that is taken; null: as the adapter has it by default. */
  readonly maxBodyBytes: number | null;
  /** The port of /livez, /readyz and /metrics, which are then not on the API's; null: there is none. */
  readonly operationsPort: number | null;
  /** How long it is served on after a signal to stop, in milliseconds; null: what the command has by default. */
  readonly drainMs: number | null;
}

type Read = <A>(name: string, reader: Reader<A>, byDefault: null) => A | null;

/** A timer of Node's that is set for longer than some 24 days goes off at once. */
const daySeconds = 86_400;

/** A larger body could make a message that a topic of the documented size does not take. */
const mostBodyBytes = 128 * 1024;

export const httpSettings = (read: Read): HttpSettings => {
  const number = (name: string, least = 1) => read(name, wholeNumber(least), null);
  const milliseconds = (name: string, least = 1) => {
    const seconds = read(name, wholeNumber(least, daySeconds), null);
    return seconds === null ? null : seconds * 1000;
  };
  const limits = {
    connections: number('CASM_MAX_CONNECTIONS'),
    changes: number('CASM_MAX_CHANGES_IN_PROGRESS'),
    reads: number('CASM_MAX_READS_IN_PROGRESS'),
    waitingReads: number('CASM_MAX_WAITING_READS', 0),
    headerBytes: number('CASM_MAX_HEADER_BYTES', 1024),
    targetBytes: number('CASM_MAX_TARGET_BYTES', 256),
    headersMs: milliseconds('CASM_HEADERS_TIMEOUT_SECONDS'),
    requestMs: milliseconds('CASM_REQUEST_TIMEOUT_SECONDS'),
    inactiveMs: milliseconds('CASM_INACTIVE_TIMEOUT_SECONDS'),
    keepAliveMs: milliseconds('CASM_KEEP_ALIVE_SECONDS'),
  };
  return {
    limits: withoutNulls(limits),
    maxBodyBytes: read('CASM_MAX_BODY_BYTES', wholeNumber(1024, mostBodyBytes), null),
    operationsPort: read('CASM_OPERATIONS_PORT', wholeNumber(0, 65_535), null),
    drainMs: milliseconds('CASM_DRAIN_SECONDS', 0),
  };
};

const withoutNulls = <K extends string>(values: Readonly<Record<K, number | null>>): Partial<Record<K, number>> => {
  const given: Partial<Record<K, number>> = {};
  for (const name in values) {
    const value = values[name];
    if (value !== null) given[name] = value;
  }
  return given;
};
