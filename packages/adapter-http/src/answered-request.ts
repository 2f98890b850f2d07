/** A request that was answered, as far as it may be logged: nothing of its body, of its query and of its token. */
export interface AnsweredRequest {
  /** The name of the operation. */
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
  /** Null: nobody is known to have sent it. */
  readonly client: string | null;
  /** The requestId of a change; null where the request has none that can be read. */
  readonly requestId: string | null;
  /** Of the caller's trace, from the header `traceparent`; null: it has sent none. */
  readonly traceId: string | null;
}

/** What becomes known of a request while it is answered. */
export interface SeenRequest {
  client: string | null;
  requestId: string | null;
}

const longestRequestId = 128;

/** The requestId in a body that is not decoded yet. */
export const requestIdIn = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return null;
  const { requestId } = body;
  return typeof requestId === 'string' && requestId.length <= longestRequestId ? requestId : null;
};

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

export const traceIdIn = (header: string): string | null => traceparent.exec(header)?.[1] ?? null;
