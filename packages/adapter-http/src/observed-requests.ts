import {
  type AnsweredRequest,
  type BegunRequest,
  type RequestTracer,
  type SeenRequest,
  traceIn,
} from './answered-request.js';

/** Where requests are reported to. */
export interface Observers {
  readonly traces?: RequestTracer | undefined;
  readonly onAnswered?: ((request: AnsweredRequest) => void) | undefined;
}

/** A request of an operation that is traced and measured until it is answered. */
export interface ObservedRequest {
  /** What becomes known of the request is noted here. */
  readonly seen: SeenRequest;
  /** What is known of the request, for logs. */
  readonly known: () => Pick<AnsweredRequest, 'client' | 'requestId' | 'traceId' | 'isSampled'>;
  /** Ends the trace and reports the answer. Call it once. */
  readonly end: (status: number) => void;
}

/** Returns a function that begins to observe a request of an operation. */
export const observing =
  ({ traces, onAnswered }: Observers): ((request: BegunRequest) => ObservedRequest) =>
  (request) => {
    const since = performance.now();
    const trace = traces?.(request);
    const seen: SeenRequest = {
      client: null,
      requestId: null,
      traceparent: trace === undefined ? request.traceparent : trace.traceparent,
    };
    const known = () => {
      const { client, requestId, traceparent } = seen;
      return { client, requestId, ...traceIn(traceparent) };
    };
    return {
      seen,
      known,
      end: (status) => {
        const durationMs = performance.now() - since;
        const answered = { operation: request.operation, status, durationMs, ...known() };
        trace?.end(answered);
        onAnswered?.(answered);
      },
    };
  };
