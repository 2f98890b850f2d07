import type { BusinessTransactionPublisher, OutboundMessage } from '@casm/core';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { endingWith, startJoined } from './joined-spans.js';
import { contextOf, isTraced, traceparentOf } from './trace-context.js';

/** A span for each message whose change is traced. The message carries its traceparent on. */
export const tracedPublisher = (
  tracer: Tracer,
  publisher: BusinessTransactionPublisher,
): BusinessTransactionPublisher => ({
  ...publisher,
  publish: (messages) => async () => {
    const traced = messages.filter(({ traceparent }) => isTraced(traceparent));
    if (traced.length === 0) return publisher.publish(messages)();
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'send',
      'messaging.batch.message_count': messages.length,
      'messaging.destination.name': messages[0]?.topic ?? '',
    };
    const work = { name: 'publish', kind: SpanKind.PRODUCER, attributes };
    const spans = startJoined(tracer, work, traced.map(pieceOf));
    const carried = new Map(
      spans.flatMap((span, index) => {
        const message = traced[index];
        return span === null || message === undefined ? [] : [[message, traceparentOf(span)]];
      }),
    );
    const carrying = messages.map((message) => ({
      ...message,
      traceparent: carried.get(message) ?? message.traceparent,
    }));
    return endingWith(spans, () => publisher.publish(carrying)());
  },
});

const pieceOf = ({ traceparent, transactionId }: OutboundMessage) => ({
  context: contextOf(traceparent),
  attributes: { 'messaging.message.id': transactionId },
});
