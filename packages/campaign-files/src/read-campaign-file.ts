import type { CampaignRow, CampaignRows } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { csvRows } from './csv-rows.js';
import { ndjsonRows } from './ndjson-rows.js';
import { plainBytes } from './plain-bytes.js';
import { Unreadable } from './unreadable.js';
import { utf8Bytes } from './utf8-bytes.js';

/** The formats of campaign files: `csv` with a header, or `ndjson` with one object in each line. */
export type CampaignFileFormat = 'csv' | 'ndjson';

/** A file of a campaign, to be read as a stream. */
export interface CampaignFile {
  /** The bytes of the file. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** `csv`: with a header, and commas or semicolons. `ndjson`: an object in each line. */
  readonly format: CampaignFileFormat;
  /** True if the file must be gzip; by default the first bytes decide. */
  readonly isGzip?: boolean;
}

/** The most rows of one batch. */
const pieceSize = 1000;

const rowsOf: Readonly<Record<CampaignFileFormat, (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<CampaignRow>>> = {
  csv: csvRows,
  ndjson: ndjsonRows,
};

/**
 * Reads the rows of a file as a stream, in batches of up to 1,000 rows; only one batch is in memory. An invalid file ends with a Left that
 * names the line. Errors of `bytes` are thrown.
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
