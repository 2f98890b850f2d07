import { wellFormedTraceparent } from '@casm/core';
import { type Context, ROOT_CONTEXT, type Span, trace, TraceFlags } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** The context that a traceparent names; a root if there is none that is well-formed. */
export const contextOf = (traceparent: string | null): Context => {
  const wellFormed = wellFormedTraceparent(traceparent);
  const parent = wellFormed === null ? null : parseTraceParent(wellFormed);
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
};

/**
 * Whether what has this traceparent is traced: there is one that is well-formed, and whoever made it samples its trace. What is not
 * sampled costs one look at the flag instead of a span.
 */
export const isTraced = (traceparent: string | null): traceparent is string =>
  traceparent !== null &&
  (flagsOf(traceparent) & TraceFlags.SAMPLED) !== 0 &&
  wellFormedTraceparent(traceparent) !== null;

const flagsOf = (traceparent: string): number => Number.parseInt(traceparent.slice(-2), 16);

export const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};
