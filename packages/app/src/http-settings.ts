import type { ServerLimits } from '@casm/adapter-http';
import { type Reader, wholeNumber } from './setting-readers.js';

/** How the API listens. */
export interface HttpSettings {
  /** What the environment says of them; the others are as the adapter has them by default. */
  readonly limits: Partial<ServerLimits>;
}

type Read = <A>(name: string, reader: Reader<A>, byDefault: null) => A | null;

/** A timer of Node's that is set for longer than some 24 days goes off at once. */
const daySeconds = 86_400;

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
