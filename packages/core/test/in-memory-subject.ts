import { foundMessage, inMemoryStreaming, type Reception, type StreamingUnderTest } from '../src/testing/index.js';

const largest = 10_000;

/** The in-memory streaming platform as the suite wants it; it takes no body beyond 10,000 characters. */
export const inMemorySubject = (topic = 'casm.customer'): StreamingUnderTest => {
  const { publisher, subscribe, stored, makeAnew } = inMemoryStreaming({
    receives: (messages): Reception => {
      const refused = messages.filter(({ body }) => body.length > largest);
      return refused.length > 0 ? { refused } : 'taken';
    },
  });
  return {
    topic,
    publisher,
    subscribe: () => subscribe(topic),
    makeAnew: async () => makeAnew(topic),
    found: async () => stored(topic).map(foundMessage),
    oversizedBody: 'x'.repeat(largest + 1),
    unreachable: inMemoryStreaming({ receives: () => 'lost' }).publisher,
    timeoutMs: 5000,
  };
};
