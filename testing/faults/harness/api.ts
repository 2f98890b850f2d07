import { token } from './fleet.js';

export interface Call {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
  readonly ifMatch: number | null;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
}

const timeoutMs = 8000;

/** Sends one request. Rejects if no complete answer arrives. */
export const call = async (url: string, { method, path, body, ifMatch }: Call): Promise<Reply> => {
  const response = await fetch(`${url}${path}`, {
    method,
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(ifMatch === null ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') };
};

/** Whether a load balancer would send requests to this process. */
export const isReady = async (url: string): Promise<boolean> => (await get(url, '/readyz')) !== null;

/** The body of a GET that was answered with 200; null for any other answer or none. */
export const get = async (url: string, path: string): Promise<string | null> => {
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    return response.status === 200 ? body : null;
  } catch {
    return null;
  }
};
