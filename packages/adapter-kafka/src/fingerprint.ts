import { createHash } from 'node:crypto';
import type Kafka from 'node-rdkafka';

/** Returns a hash of key, value, timestamp and headers. A replayed record differs from the original by its headers. */
export const fingerprintOf = ({ key, value, timestamp, headers = [] }: Kafka.Message): string => {
  const hash = createHash('sha256');
  const named = headers.flatMap((header) => Object.entries(header).map(([name, text]) => [name, String(text)]));
  hash.update(JSON.stringify([key?.toString() ?? null, timestamp ?? null, named]));
  hash.update(value ?? '');
  return hash.digest('base64url');
};
