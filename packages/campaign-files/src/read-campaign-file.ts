import type { CampaignRow, CampaignRows } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { csvRows } from './csv-rows.js';
import { ndjsonRows } from './ndjson-rows.js';
import { plainBytes } from './plain-bytes.js';
import { Unreadable } from './unreadable.js';
import { utf8Bytes } from './utf8-bytes.js';

export type CampaignFileFormat = 'csv' | 'ndjson';

export interface CampaignFile {
  /** As it is stored or sent: gzip is told by its first bytes. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** `csv`: with a header, and commas or semicolons. `ndjson`: an object in each line. */
  readonly format: CampaignFileFormat;
  /** True: it must be gzip. By default its first bytes tell. */
  readonly isGzip?: boolean;
}

/** Rows of one piece. */
const pieceSize = 1000;

const rowsOf: Readonly<Record<CampaignFileFormat, (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<CampaignRow>>> = {
  csv: csvRows,
  ndjson: ndjsonRows,
};

/**
 * The rows of a file, a thousand at a time, as they come: no more of it is in memory. A file that cannot be right ends with a Left that
 * names the line. What `bytes` throws is thrown.
 */
export async function* readCampaignFile({ bytes, format, isGzip = false }: CampaignFile): CampaignRows {
  let piece: Array<CampaignRow> = [];
  try {
    for await (const row of rowsOf[format](utf8Bytes(plainBytes(bytes, isGzip)))) {
      piece.push(row);
      if (piece.length < pieceSize) continue;
      yield E.right(piece);
      piece = [];
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield E.left({ _tag: 'UnreadableRows', line: error.line, rule: error.rule });
    return;
  }
  if (piece.length > 0) yield E.right(piece);
}
