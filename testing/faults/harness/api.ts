import { token } from './fleet.js';

export interface Call {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
  readonly ifMatch: number | null;
  /** By default JSON. */
  readonly contentType?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
}

const timeoutMs = 8000;

/** Sends one request. Rejects if no complete answer arrives. */
export const call = async (
  url: string,
  { method, path, body, ifMatch, contentType = 'application/json' }: Call,
): Promise<Reply> => {
  const response = await fetch(`${url}${path}`, {
    method,
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': contentType,
      ...(ifMatch === null ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') };
};

/** Whether a load balancer would send requests to this process. */
export const isReady = async (url: string): Promise<boolean> => (await get(url, '/readyz')) !== null;

/** The answer to a GET; null if no complete answer arrives. */
export const read = async (url: string, path: string): Promise<Pick<Reply, 'status' | 'body'> | null> => {
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return null;
  }
};

/** The body of a GET that was answered with 200; null for any other answer or none. */
export const get = async (url: string, path: string): Promise<string | null> => {
  const answer = await read(url, path);
  return answer?.status === 200 ? answer.body : null;
};
