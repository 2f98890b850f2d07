import Kafka from 'node-rdkafka';
import { messageOf } from './connection.js';

/** The cause of a wait, worded to complete "it waits for …"; null if there is no wait. */
export interface Waiting {
  readonly cause: () => string | null;
  readonly setCause: (cause: string | null) => void;
}

export const waiting = (first: string | null): Waiting => {
  let cause = first;
  return {
    cause: () => cause,
    setCause: (next) => void (cause = next),
  };
};

const codeOf = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : null;

export const isAboutGroup = (error: unknown): boolean =>
  codeOf(error) === Kafka.CODES.ERRORS.ERR_GROUP_AUTHORIZATION_FAILED;

/** Returns the cause of a reader's wait that follows from this error. */
export const readerWaitsFor = (
  error: unknown,
  { topic, group }: { readonly topic: string; readonly group: string },
): string => {
  const { ERR_UNKNOWN_TOPIC_OR_PART, ERR_TOPIC_AUTHORIZATION_FAILED, ERR_GROUP_AUTHORIZATION_FAILED } =
    Kafka.CODES.ERRORS;
  switch (codeOf(error)) {
    case ERR_UNKNOWN_TOPIC_OR_PART:
      return `topic ${topic}, which does not exist`;
    case ERR_TOPIC_AUTHORIZATION_FAILED:
      return `permission to read topic ${topic}`;
    case ERR_GROUP_AUTHORIZATION_FAILED:
      return `permission to use the consumer group ${group}`;
    case null:
    default:
      return `topic ${topic} (${messageOf(error)})`;
  }
};
