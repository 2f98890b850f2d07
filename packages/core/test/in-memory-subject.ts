import {
  foundMessage,
  type InMemoryStreaming,
  inMemoryStreaming,
  type Reception,
  type StreamingUnderTest,
} from '../src/testing/index.js';

const largest = 10_000;

export interface InMemorySubject extends StreamingUnderTest {
  readonly streaming: InMemoryStreaming;
}

/** The in-memory streaming platform as a subject of the suite. It refuses bodies of more than 10,000 characters. */
export const inMemorySubject = (timeoutMs = 5000): InMemorySubject => {
  const topic = 'casm.customer';
  const streaming = inMemoryStreaming({
    receives: (messages): Reception => {
      const refused = messages.filter(({ body }) => body.length > largest);
      return refused.length > 0 ? { refused } : 'taken';
    },
  });
  return {
    topic,
    streaming,
    publisher: streaming.publisher,
    recreateTopic: async () => streaming.recreateTopic(topic),
    subscribe: () => streaming.subscribe(topic),
    found: async () => streaming.stored(topic).map(foundMessage),
    oversizedBody: 'x'.repeat(largest + 1),
    unreachable: inMemoryStreaming({ receives: () => 'lost' }).publisher,
    timeoutMs,
  };
};
