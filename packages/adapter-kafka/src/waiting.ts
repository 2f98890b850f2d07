import Kafka from 'node-rdkafka';
import { messageOf } from './connection.js';

/** What something waits for, in words that end the sentence "it waits for …"; null: for nothing. */
export interface Waiting {
  readonly forWhat: () => string | null;
  readonly waitFor: (what: string | null) => void;
}

export const waiting = (first: string | null): Waiting => {
  let what = first;
  return {
    forWhat: () => what,
    waitFor: (next) => void (what = next),
  };
};

const codeOf = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : null;

export const isAboutGroup = (error: unknown): boolean =>
  codeOf(error) === Kafka.CODES.ERRORS.ERR_GROUP_AUTHORIZATION_FAILED;

/** What a reader of the topic waits for that has got this error. */
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
