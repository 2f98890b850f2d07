import type { Delivery, Warehouse, WarehouseBatch } from '@casm/core';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { endingWith, startJoined } from './joined-spans.js';
import { contextOf, isTraced } from './trace-context.js';

/** A span for each message whose change is traced, with the time in which its batch was applied. */
export const tracedWarehouse = (tracer: Tracer, warehouse: Warehouse): Warehouse => ({
  ...warehouse,
  apply: (batch) => async () => {
    const deliveries = deliveriesIn(batch);
    const traced = deliveries.filter(({ traceparent = null }) => isTraced(traceparent));
    if (traced.length === 0) return warehouse.apply(batch)();
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.batch.message_count': deliveries.length,
    };
    const work = { name: 'apply', kind: SpanKind.CONSUMER, attributes };
    const spans = startJoined(tracer, work, traced.map(pieceOf));
    return endingWith(spans, () => warehouse.apply(batch)());
  },
});

const deliveriesIn = ({ arrivals, deadLetters }: WarehouseBatch): ReadonlyArray<Delivery> => [
  ...arrivals.map(({ delivery }) => delivery),
  ...deadLetters.map(({ delivery }) => delivery),
];

const pieceOf = ({ traceparent = null, partition: { topic, partition, group }, offset }: Delivery) => ({
  context: contextOf(traceparent),
  attributes: {
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': String(partition),
    'messaging.consumer.group.name': group,
    'messaging.kafka.offset': offset,
  },
});
