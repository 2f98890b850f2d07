import type { EventEmitter } from 'node:events';
import { messageOf } from './connection.js';

/** The syslog severity of errors; lower numbers are worse. A closed idle connection has a higher number. */
const errorSeverity = 3;

/** The facilities of librdkafka's log that say why a connection fails: the connection itself, and the token of an identity provider. */
const facilities: ReadonlyArray<unknown> = ['FAIL', 'OIDC'];

/** Returns the text of a log line of librdkafka about a failed connection; null for other lines. */
const failureIn = (line: unknown): string | null => {
  if (typeof line !== 'object' || line === null || !('fac' in line && 'severity' in line && 'message' in line))
    return null;
  return facilities.includes(line.fac) && Number(line.severity) <= errorSeverity
    ? withoutCounts(String(line.message))
    : null;
};

/**
 * Errors whose cause is in a log line; the event has only the kind of error. They are identified by their text, because node-rdkafka
 * 3.6 gives the error of every event the code -1.
 */
const reportedByLog: ReadonlyArray<string> = [
  'all broker connections are down',
  'broker transport failure',
  'host resolution failure',
  'ssl error',
  'authentication failure',
];

/** Removes the name of librdkafka's thread, and durations and repetition counts. */
const withoutCounts = (message: string): string =>
  message.replace(/^\[thrd:[^\]]*\]+: /, '').replace(/ \(after \d+ms in state .*\)$/, '');

/** Calls `onTrouble` with the connection errors of a client, in librdkafka's words, as long as the client exists. */
export const listenForTrouble = (client: EventEmitter, onTrouble: (detail: string) => void): void => {
  client.on('event.log', (line: unknown) => {
    const failure = failureIn(line);
    if (failure !== null) onTrouble(failure);
  });
  client.on('event.error', (error: unknown) => {
    const detail = messageOf(error);
    if (!reportedByLog.includes(detail.toLowerCase())) onTrouble(detail);
  });
};
