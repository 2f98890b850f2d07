const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;
const shift = 24;

/**
 * The hash by which Java's clients, and `kafkaPublisher`, choose the partition of a key: `keyHash(key) % partitions`. Publishers
 * that choose otherwise write one customer's messages to two partitions, and lose their order.
 */
export const keyHash = (key: string): number => murmur2(Buffer.from(key)) & 0x7fffffff;

/** https://github.com/apache/kafka/blob/4.1.0/clients/src/main/java/org/apache/kafka/common/utils/Utils.java */
const murmur2 = (data: Buffer): number => {
  const words = data.length - (data.length % 4);
  let hash = seed ^ data.length;
  for (let at = 0; at < words; at += 4) {
    const word = Math.imul(data.readInt32LE(at), multiplier);
    hash = Math.imul(hash, multiplier) ^ Math.imul(word ^ (word >>> shift), multiplier);
  }
  const rest = data.subarray(words);
  if (rest.length > 0) {
    rest.forEach((byte, index) => (hash ^= byte << (8 * index)));
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
};
