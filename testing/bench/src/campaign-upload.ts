import { request } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { token } from './processes.js';

export interface UploadAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends a CSV file as fast as the server reads it, and reads the answer to its end. The answer may come before the end
 * of the file; the rest is not sent then.
 */
export const upload = async (url: string, requestId: string, customerSegment: string, bytes: Readable) => {
  const query = new URLSearchParams({ requestId, name: requestId, customerSegment }).toString();
  const outgoing = request(`${url}/v1/casm/segment-campaign-files?${query}`, {
    method: 'POST',
    agent: false,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
  });
  const answered = new Promise<UploadAnswer>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += String(piece)));
      response.once('error', reject).once('end', () => resolve({ status: Number(response.statusCode), text }));
    });
  });
  // A file that is refused early is not sent to its end, which the answer tells.
  const sent = pipeline(bytes, outgoing).catch(() => undefined);
  const answer = await answered;
  outgoing.destroy();
  await sent;
  return answer;
};

const rowsInPiece = 1000;

/** Lines 2 to `rows` + 1 of a file, below a header. `last` is one more line, in Latin 1. */
export function* csvFile(
  header: string,
  rows: number,
  line: (row: number) => string,
  last = '',
): Generator<Buffer, void, undefined> {
  yield Buffer.from(`${header}\n`);
  for (let from = 1; from <= rows; from += rowsInPiece)
    yield Buffer.from(
      Array.from({ length: Math.min(rowsInPiece, rows + 1 - from) }, (_, index) => `${line(from + index)}\n`).join(''),
    );
  if (last !== '') yield Buffer.from(`${last}\n`, 'latin1');
}
