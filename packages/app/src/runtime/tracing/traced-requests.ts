import type { RequestTracer } from '@casm/adapter-http';
import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { contextOf, traceparentOf } from './trace-context.js';

/**
 * A server span for each request for an operation. Neither its path nor its attributes have what the caller wrote, but for the
 * requestId: a query names a customer.
 */
export const tracedRequests =
  (tracer: Tracer): RequestTracer =>
  ({ operation, method, route, traceparent }) => {
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER }, contextOf(traceparent));
    // The caller's traceparent is passed on unchanged. Without one the request gets none: no trace has its id.
    if (!span.isRecording()) return { traceparent, end: () => undefined };
    // No sampler of the environment looks at attributes, so a request that is not sampled has none.
    span.setAttributes({ 'http.request.method': method, 'http.route': route, 'casm.operation': operation });
    return {
      traceparent: traceparentOf(span),
      end: ({ status, client, requestId }) => {
        span.setAttribute('http.response.status_code', status);
        if (client !== null) span.setAttribute('casm.client', client);
        if (requestId !== null) span.setAttribute('casm.request_id', requestId);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
        span.end();
      },
    };
  };
