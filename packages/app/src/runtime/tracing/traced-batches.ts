import type { SettledBatch } from '@casm/adapter-postgres';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { startJoined } from './joined-spans.js';
import { contextOf, isTraced } from './trace-context.js';

/** A span for each change of a batch, with the time in which the batch was loaded, decided and committed. */
export const tracedBatches =
  (tracer: Tracer) =>
  ({ changes, beganAt, durationMs }: SettledBatch): void => {
    const traced = changes.flatMap(({ request: { traceparent } }) =>
      isTraced(traceparent) ? [{ context: contextOf(traceparent), attributes: {} }] : [],
    );
    const attributes = { 'db.system.name': 'postgresql', 'casm.batch.size': changes.length };
    const work = { name: 'commit', kind: SpanKind.CLIENT, attributes, startTime: beganAt };
    for (const span of startJoined(tracer, work, traced)) span?.end(beganAt + durationMs);
  };
