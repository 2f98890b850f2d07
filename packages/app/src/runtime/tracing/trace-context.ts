import { type Context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const wellFormed = /^00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})$/;

/** The context that a traceparent names; a root if there is none that is well-formed. */
export const contextOf = (traceparent: string | null): Context => {
  const [, traceId, spanId, flags] = wellFormed.exec(traceparent ?? '') ?? [];
  return traceId === undefined || spanId === undefined || flags === undefined
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
};

export const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};
