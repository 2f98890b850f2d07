import { randomUUID } from 'node:crypto';
import type { Log } from '@casm/services';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { identity } from 'fp-ts/lib/function.js';
import type { WantedExporter } from './exporters-wanted.js';
import { tracedBatches } from './traced-batches.js';
import { tracedCustomers } from './traced-customers.js';
import { tracedPublisher } from './traced-publisher.js';
import { tracedRequests } from './traced-requests.js';
import { tracedWarehouse } from './traced-warehouse.js';
import type { Tracing } from './tracing.js';

/** How each exporter gets its spans. Its endpoint, headers, timeout and batches are read from the environment by the SDK. */
const processors: Readonly<Record<WantedExporter, () => SpanProcessor>> = {
  console: () => new SimpleSpanProcessor(new ConsoleSpanExporter()),
  'otlp over http/protobuf': () => new BatchSpanProcessor(new ProtobufExporter()),
  'otlp over http/json': () => new BatchSpanProcessor(new JsonExporter()),
};

interface SdkOptions {
  readonly service: string;
  readonly version: string;
  readonly exporters: ReadonlyArray<WantedExporter>;
  readonly log: Log;
}

/** The SDK, which reads its sampler and its limits from the environment. Loaded only where traces are wanted. */
export const startSdk = ({ service, version, exporters, log }: SdkOptions): Tracing => {
  setGlobalErrorHandler((error) =>
    log.warn('traces cannot be exported', { cause: typeof error === 'string' ? error : (error.message ?? 'unknown') }),
  );
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.version': version,
      'service.instance.id': randomUUID(),
    }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: exporters.map((name) => processors[name]()),
  });
  const tracer = provider.getTracer('casm', version);
  return {
    decorate: ({ customers = identity, publisher = identity, warehouse = identity, ...others }) => ({
      ...others,
      customers: (part) => tracedCustomers(tracer, customers(part)),
      publisher: (part) => tracedPublisher(tracer, publisher(part)),
      warehouse: (part) => tracedWarehouse(tracer, warehouse(part)),
    }),
    requests: tracedRequests(tracer),
    batch: tracedBatches(tracer),
    stop: () => provider.shutdown(),
  };
};
