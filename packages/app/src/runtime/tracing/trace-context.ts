import { wellFormedTraceparent } from '@casm/core';
import { type Context, ROOT_CONTEXT, type Span, trace, TraceFlags } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** The context that a traceparent names; a root if there is none that is well-formed. */
export const contextOf = (traceparent: string | null): Context => {
  const parent = parseTraceParent(wellFormedTraceparent(traceparent) ?? '');
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
};

/**
 * Whether whoever made this traceparent has decided not to sample its trace. Such work costs one look at the flag instead of a span, also
 * where the rest is not well-formed: a request that is not sampled asks several times.
 */
export const isUnsampled = (traceparent: string | null): boolean =>
  traceparent !== null &&
  (traceparent.endsWith('-00') ||
    (wellFormedTraceparent(traceparent) !== null && (flagsOf(traceparent) & TraceFlags.SAMPLED) === 0));

const flagsOf = (traceparent: string): number => Number.parseInt(traceparent.slice(-2), 16);

/** Whether a change with this traceparent is traced by what handles it later: it has one, and its trace is sampled. */
export const isTraced = (traceparent: string | null): traceparent is string =>
  traceparent !== null && !isUnsampled(traceparent);

export const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};
