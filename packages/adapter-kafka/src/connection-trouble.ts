import type { EventEmitter } from 'node:events';
import { messageOf } from './connection.js';

/** As syslog counts: what is worse has a lower number. An idle connection that is closed is less than an error. */
const errorSeverity = 3;

/** A line of librdkafka's log that tells of a connection that failed; null: it tells of something else. */
const failureIn = (line: unknown): string | null => {
  if (typeof line !== 'object' || line === null || !('fac' in line && 'severity' in line && 'message' in line))
    return null;
  return line.fac === 'FAIL' && Number(line.severity) <= errorSeverity ? withoutCounts(String(line.message)) : null;
};

/**
 * An event names the kind of error only; the line of the log that comes with it says why. By their words: node-rdkafka 3.6 gives the
 * error of an event the code -1 whatever it is.
 */
const toldByLog: ReadonlyArray<string> = [
  'all broker connections are down',
  'broker transport failure',
  'host resolution failure',
  'ssl error',
  'authentication failure',
];

/** Without the name of librdkafka's thread, and without what counts time and repetition. */
const withoutCounts = (message: string): string =>
  message.replace(/^\[thrd:[^\]]*\]+: /, '').replace(/ \(after \d+ms in state .*\)$/, '');

/** Tells `onTrouble` what is wrong with the connections of a client, in librdkafka's words, for as long as it lives. */
export const listenForTrouble = (client: EventEmitter, onTrouble: (detail: string) => void): void => {
  client.on('event.log', (line: unknown) => {
    const failure = failureIn(line);
    if (failure !== null) onTrouble(failure);
  });
  client.on('event.error', (error: unknown) => {
    const detail = messageOf(error);
    if (!toldByLog.includes(detail.toLowerCase())) onTrouble(detail);
  });
};
