import { createHash } from 'node:crypto';
import type Kafka from 'node-rdkafka';

/** Tells a record from every other that could lie in its place: what a replay writes differs by its headers. */
export const fingerprintOf = ({ key, value, timestamp, headers = [] }: Kafka.Message): string => {
  const hash = createHash('sha256');
  const named = headers.flatMap((header) => Object.entries(header).map(([name, held]) => [name, String(held)]));
  hash.update(JSON.stringify([key?.toString() ?? null, timestamp ?? null, named]));
  hash.update(value ?? '');
  return hash.digest('base64url');
};
