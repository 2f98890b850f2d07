/** An answered request, for logs and metrics. It contains nothing of the body, the query and the token. */
export interface AnsweredRequest {
  /** The name of the operation. */
  readonly operation: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly durationMs: number;
  /** The client; null if it is unknown. */
  readonly client: string | null;
  /** The requestId of a change; null if the request has none. */
  readonly requestId: string | null;
  /** The id of the trace that the request belongs to, by default of the caller's header `traceparent`; null if there is none. */
  readonly traceId: string | null;
  /** Whether that trace is recorded, as its traceparent says. */
  readonly isSampled: boolean;
}

/** A request of an operation whose header has arrived. */
export interface BegunRequest {
  /** The name of the operation. */
  readonly operation: string;
  /** In capitals. */
  readonly method: string;
  /** The path with the names of its parameters, such as `/v1/casm/segment-campaigns/:campaignId`. */
  readonly route: string;
  /** The header `traceparent` as received; null if there is none. */
  readonly traceparent: string | null;
}

/** The trace of one request. */
export interface RequestTrace {
  /** The traceparent with which the request is processed, instead of the caller's. */
  readonly traceparent: string | null;
  /** Called once, with the answer. Must not throw. */
  readonly end: (request: AnsweredRequest) => void;
}

/** Called at the start of each request of an operation. Must not throw. */
export type RequestTracer = (request: BegunRequest) => RequestTrace;

/** The facts about a request that become known while it is answered. */
export interface SeenRequest {
  readonly traceparent: string | null;
  client: string | null;
  requestId: string | null;
}

const longestRequestId = 128;

/** Returns the requestId of a body before it is decoded; null if it has none. */
export const requestIdIn = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return null;
  const { requestId } = body;
  return typeof requestId === 'string' && requestId.length <= longestRequestId ? requestId : null;
};

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]([0-9a-f])/;

/** The trace of a header `traceparent`, and whether it is recorded. */
export const traceIn = (header: string | null): Pick<AnsweredRequest, 'traceId' | 'isSampled'> => {
  const [, traceId = null, flags = '0'] = header === null ? [] : (traceparent.exec(header) ?? []);
  return { traceId, isSampled: Number.parseInt(flags, 16) % 2 === 1 };
};
