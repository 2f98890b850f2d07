import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { campaignIdIn, runCampaign } from '../campaign-api.js';
import { outcomesOf, untilCompleted } from '../campaign-progress.js';
import { csvFile, upload } from '../campaign-upload.js';
import type { Scenario } from '../scenario.js';

const nobody = (row: number): string => `NOBODY-${row},`;

/** As the bytes come, without the last piece. */
async function* cutOff(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let kept: Buffer | null = null;
  for await (const piece of pieces) {
    if (kept !== null) yield kept;
    kept = piece;
  }
}

interface Fault {
  readonly name: string;
  readonly title: string;
  readonly file: (rows: number) => Readable;
  /** What the answer says; the line is that behind the last row. */
  readonly rule: (line: number) => string;
}

const faults: ReadonlyArray<Fault> = [
  {
    name: 'file-without-id',
    title: 'A file that has no column with ids',
    file: (rows) => Readable.from(csvFile('name,notes', rows, nobody)),
    rule: () => 'line 1: must be a header with a column refId or externalId',
  },
  {
    name: 'file-two-ids',
    title: 'A file whose last row has two ids',
    file: (rows) => Readable.from(csvFile('externalId,refId', rows, nobody, 'CRM-1,c-1')),
    rule: (line) => `line ${line}: `,
  },
  {
    name: 'file-wrong-encoding',
    title: 'A file with 300 bytes a row whose last row is not UTF-8',
    file: (rows) => {
      const notes = 'x'.repeat(300 - 'NOBODY-1234567,\n'.length);
      return Readable.from(csvFile('externalId,notes', rows, (row) => `${nobody(row)}${notes}`, 'CRM-1,M\xfcller'));
    },
    rule: (line) => `line ${line}: `,
  },
  {
    name: 'file-cut-gzip',
    title: 'A gzip file that ends too early',
    file: (rows) =>
      Readable.from(cutOff(Readable.from(csvFile('externalId,notes', rows, nobody)).pipe(createGzip({ level: 1 })))),
    rule: () => 'gzip',
  },
];

const mostMemory = { atMost: 300 };

/** The file is answered 400 with its rule, and nothing of it is left. */
const faultScenario = ({ name, title, file, rule }: Fault): Scenario => ({
  name,
  long: true,
  run: async ({ database, rows, start }) => {
    const serve = await start('serve');
    const began = performance.now();
    const { status, text } = await upload(serve.url, name, 'SOHO', file(rows));
    const took = (performance.now() - began) / 1000;
    const told = /"rule":"([^"]+)"/.exec(text)?.[1] ?? text;
    if (status !== 400 || !told.includes(rule(rows + 2))) throw new Error(`${name}: ${status} ${text}`);
    const left = await database.query(
      `select (select count(*) from casm.campaign) + (select count(*) from casm.campaign_chunk) + (select count(*) from casm.outbox)`,
    );
    if (left !== '0') throw new Error(`${name}: ${left} rows are left`);
    return {
      title,
      figures: [{ name: 'to the answer', value: took, unit: 's' }],
      ratios: [{ name: 'peak memory of casm serve', value: await serve.peakMemory(), unit: 'MiB', goal: mostMemory }],
      notes: [`${rows} rows; answered ${status}, "${told}"; no campaign and no chunk is left`],
    };
  },
});

const unknownCustomers: Scenario = {
  name: 'file-unknown-customers',
  long: true,
  run: async ({ database, rows, start }) => {
    const serve = await start('serve');
    const began = performance.now();
    const { status, text } = await upload(
      serve.url,
      'unknown-customers',
      'SOHO',
      Readable.from(csvFile('externalId,notes', rows, nobody)),
    );
    if (status !== 201) throw new Error(`${status} ${text}`);
    const [campaignId, uploaded] = [campaignIdIn(text), performance.now()];
    await runCampaign(serve.url, campaignId);
    const completed = await untilCompleted(database, campaignId);
    const outcomes = await outcomesOf(database, campaignId);
    if (outcomes.get('NOT_FOUND') !== rows) throw new Error(`outcomes: ${[...outcomes].join('; ')}`);
    const changed = await database.query('select count(*) from casm.outbox');
    if (changed !== '0') throw new Error(`${changed} messages are left`);
    return {
      title: 'A file none of whose rows names a customer',
      figures: [
        { name: 'upload', value: (1000 * rows) / (uploaded - began), unit: 'rows/s' },
        { name: 'campaign', value: (1000 * rows) / (completed - uploaded), unit: 'rows/s' },
      ],
      ratios: [{ name: 'peak memory of casm serve', value: await serve.peakMemory(), unit: 'MiB', goal: mostMemory }],
      notes: [`${rows} rows, each NOT_FOUND; nothing was changed or published`],
    };
  },
};

/** Files that cannot be right, and one whose rows are all refused. */
export const campaignFaults: ReadonlyArray<Scenario> = [...faults.map(faultScenario), unknownCustomers];
