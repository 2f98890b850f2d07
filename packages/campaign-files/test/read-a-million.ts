import { readCampaignFile } from '../src/index.js';

/** A process of its own that reads a million rows, for the test of its memory. It prints how many rows it has read. */

const rows = 1_000_000;
const rowsInPiece = 500;

/** As a CRM exports them: some 60 MB. */
async function* exported() {
  yield Buffer.from('externalId;name;contract;tenure;charges;churnScore\r\n');
  for (let from = 0; from < rows; from += rowsInPiece) {
    const lines = Array.from(
      { length: rowsInPiece },
      (_, index) =>
        `CRM-${from + index};"Müller; Grete ${from + index}";two years;${index % 72};${index},90;0.${index}\r\n`,
    );
    yield Buffer.from(lines.join(''));
  }
}

let read = 0;
for await (const piece of readCampaignFile({ bytes: exported(), format: 'csv' }))
  if (piece._tag === 'Right') read += piece.right.length;
process.stdout.write(`${read}\n`);
