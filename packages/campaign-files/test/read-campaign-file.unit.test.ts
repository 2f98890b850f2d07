import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { type CampaignFileFormat, readCampaignFile } from '../src/index.js';

/** The bytes in pieces of this size. */
async function* inPieces(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What is read of a file: its rows, and what is wrong with it, if anything is. */
const read = async (content: string | Uint8Array, format: CampaignFileFormat = 'csv', size = 7) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const rows = [];
  let fault: { readonly line: number | null; readonly rule: string } | null = null;
  for await (const piece of readCampaignFile({ bytes: inPieces(bytes, size), format })) {
    if (piece._tag === 'Right') rows.push(...piece.right);
    else fault = { line: piece.left.line, rule: piece.left.rule };
  }
  return { rows, fault };
};

const row = (line: number, given: Readonly<Record<string, string>>) => ({
  line,
  refId: null,
  externalId: null,
  customerSegment: null,
  reason: null,
  ...given,
});

test('a CSV file has its columns in any order, among others that are passed over', async (t) => {
  const { rows, fault } = await read(
    'Name,External ID,customer_segment,Reason\n"Müller, Grete",CRM-1,SOHO,"said ""yes"""\nØrsted,CRM-2,,\n',
  );
  t.is(fault, null);
  t.deepEqual(rows, [
    row(2, { externalId: 'CRM-1', customerSegment: 'SOHO', reason: 'said "yes"' }),
    row(3, { externalId: 'CRM-2' }),
  ]);
});

const sameFile = [
  ['commas', 'refId,reason\na,x y\nb,\n'],
  ['semicolons', 'refId;reason\na;x y\nb;\n'],
  ['tabs', 'refId\treason\na\tx y\nb\t\n'],
  ['CRLF', 'refId,reason\r\na,x y\r\nb,\r\n'],
  ['a BOM', '\uFEFFrefId,reason\na,x y\nb,\n'],
  ['quotes', '"refId","reason"\n"a","x y"\n"b",""\n'],
  ['quotes and semicolons', '"refId";"reason"\n"a";"x y"\n"b";""\n'],
  ['no newline at its end', 'refId,reason\na,x y\nb,'],
  ['blanks around its fields', 'refId , reason\na ,  x y\n b,\n'],
] as const;
for (const [name, content] of sameFile)
  test(`a CSV file with ${name} is read`, async (t) => {
    for (const size of [1, 5, 1000]) {
      const { rows, fault } = await read(content, 'csv', size);
      t.is(fault, null);
      t.deepEqual(rows, [row(2, { refId: 'a', reason: 'x y' }), row(3, { refId: 'b' })]);
    }
  });

test('blank lines and rows of empty fields are passed over, and lines are counted with them', async (t) => {
  const { rows } = await read('refId,reason\n\na,\n,\n\nb,\n');
  t.deepEqual(
    rows.map(({ line, refId }) => [line, refId]),
    [
      [3, 'a'],
      [6, 'b'],
    ],
  );
});

test('a file of one column needs no delimiter; a semicolon in a quoted heading is none', async (t) => {
  t.deepEqual((await read('refId\na\n')).rows, [row(2, { refId: 'a' })]);
  t.deepEqual((await read('"a;b",refId\n"x;y",c\n')).rows, [row(2, { refId: 'c' })]);
});

test('an NDJSON file has an object in each line', async (t) => {
  const { rows, fault } = await read(
    '\uFEFF{"externalId":"CRM-é","customerSegment":"SOHO","age":7}\r\n\n{"refId":"a","reason":null}',
    'ndjson',
    1,
  );
  t.is(fault, null);
  t.deepEqual(rows, [row(1, { externalId: 'CRM-é', customerSegment: 'SOHO' }), row(3, { refId: 'a' })]);
});

const faults: ReadonlyArray<
  readonly [name: string, content: string | Uint8Array, line: number | null, rule: RegExp, format?: CampaignFileFormat]
> = [
  ['nothing in it', '', null, /empty/],
  ['nothing in it but blank lines', '\n\n', null, /empty/],
  ['nothing in it, as NDJSON', '', null, /empty/, 'ndjson'],
  ['neither id as a column', 'name,segment\na,b\n', 1, /a column refId or externalId/],
  ['a column twice', 'refId,Ref ID\na,b\n', 1, /refId/],
  ['two ids in one row', 'refId,externalId\na,\n,b\nc,d\n', 4, /one of refId and externalId/],
  ['two ids in one object', '{"refId":"a"}\n{"refId":"a","externalId":"b"}\n', 2, /one of/, 'ndjson'],
  ['a row with more fields than the header', 'refId,reason\na,b\nc,d,e\n', 3, /as many fields/],
  ['a quote that is not closed', 'refId,reason\na,"b\n', 2, /close its quoted field/],
  ['something behind a closing quote', 'refId,reason\na,"b"c\n', 2, /closing quote/],
  ['a quote within a field', 'refId,reason\na,b"c"\n', 2, /quote the whole field/],
  ['a field that does not end', `refId\n${'a'.repeat(70_000)}`, 2, /at most 65536/],
  ['a line that does not end', `{"refId":"${'a'.repeat(70_000)}`, 1, /at most 65536/, 'ndjson'],
  ['a line that is no JSON', '{"refId":"a"}\nrefId\n', 2, /must be JSON/, 'ndjson'],
  ['a line that is no object', '["a"]\n', 1, /object/, 'ndjson'],
  ['a number as an id', '{"externalId":7}\n', 1, /text as externalId/, 'ndjson'],
  ['Latin-1', Buffer.from('refId,reason\na,x\nb,für\n', 'latin1'), 3, /byte 21 of/],
  ['UTF-16', Buffer.from('\uFEFFrefId\na\n', 'utf16le'), 1, /byte 1 of/],
  ['an end within a character', Buffer.from('refId\né').subarray(0, 7), 2, /ends within a character/],
  ['a gzip header and nothing else', gzipSync('refId\na\n').subarray(0, 12), null, /whole gzip file/],
];
for (const [name, content, line, rule, format] of faults)
  test(`a file that has ${name} is refused, and told where`, async (t) => {
    for (const size of [1, 3, 100_000]) {
      const { fault } = await read(content, format, size);
      t.is(fault?.line, line);
      t.regex(fault?.rule ?? '', rule);
    }
  });

test('what comes before the fault is read', async (t) => {
  const lines = Array.from({ length: 2500 }, (_, index) => `c-${index}`);
  const { rows, fault } = await read(`refId,externalId\n${lines.map((id) => `${id},\n`).join('')}a,b\n`, 'csv', 1000);
  t.true(rows.length >= 2000);
  t.is(fault?.line, 2502);
});

test('a gzip file is unpacked; one that is cut off anywhere is refused', async (t) => {
  const packed = gzipSync(
    `refId,reason\n${Array.from({ length: 300 }, () => randomBytes(8).toString('hex')).join(',\n')},\n`,
  );
  t.is((await read(packed)).rows.length, 300);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3, max: packed.length - 1 }), async (length) => {
      const { fault } = await read(packed.subarray(0, length), 'csv', 500);
      t.deepEqual(fault, { line: null, rule: 'must be a whole gzip file: it is cut off or damaged' });
    }),
    { numRuns: 30 },
  );
});

for (const format of ['csv', 'ndjson'] as const)
  test(`a gzip file of ${format} that unpacks to a thousand times its size is refused, and not read to its end`, async (t) => {
    const megabyte = 1024 * 1024;
    const bomb = gzipSync(
      Buffer.concat([Buffer.from('refId\n'), Buffer.alloc(40 * megabyte, '\n')]).subarray(
        6 * Number(format === 'ndjson'),
      ),
    );
    let taken = 0;
    async function* counted() {
      for await (const bytes of inPieces(bomb, 1000)) {
        taken += bytes.length;
        yield bytes;
      }
    }
    const pieces = [];
    for await (const piece of readCampaignFile({ bytes: counted(), format })) pieces.push(piece);
    t.deepEqual(pieces, [
      E.left({ _tag: 'UnreadableRows', line: null, rule: 'must not unpack to more than 100 times its size' }),
    ]);
    t.true(taken < bomb.length, `${taken} of ${bomb.length} bytes`);
  });

test('a gzip file of rows that are much alike is read', async (t) => {
  const rows = Array.from(
    { length: 300_000 },
    (_, index) => `CRM-${index},SOHO,the campaign of this autumn for everybody who has a shop\n`,
  );
  const text = `externalId,customerSegment,reason\n${rows.join('')}`;
  t.true(text.length > 16 * 1024 * 1024);
  const { rows: found, fault } = await read(gzipSync(text), 'csv', 65_536);
  t.is(fault, null);
  t.is(found.length, rows.length);
});

test('a byte that is not UTF-8 is found wherever it is, however the file comes', async (t) => {
  const text = Buffer.from(`refId,reason\n${'grün,größer \u{1F600}\n'.repeat(40)}`);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 13, max: text.length - 1 }),
      fc.integer({ min: 1, max: 50 }),
      async (at, size) => {
        const bytes = Buffer.from(text);
        bytes[at] = 0xff;
        const { fault } = await read(bytes, 'csv', size);
        const place = Number(/byte (\d+) of/.exec(fault?.rule ?? '')?.[1]);
        // Within a character its first byte is at fault where the next piece begins behind it.
        t.true(place <= at + 1 && place > at - 4, `${place} for ${at + 1}`);
        t.is(fault?.line, bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1);
      },
    ),
  );
});

test('whatever rows are written as CSV are read as they were', async (t) => {
  const field = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\0\r\n]/g, ''));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          field.filter((text) => text.trim() !== ''),
          field,
        ),
        { minLength: 1, maxLength: 20 },
      ),
      fc.integer({ min: 1, max: 40 }),
      async (written, size) => {
        const content = ['externalId;reason', ...written.map((fields) => fields.map(quoted).join(';'))].join('\r\n');
        const { rows, fault } = await read(content, 'csv', size);
        t.is(fault, null);
        t.deepEqual(
          rows.map(({ externalId, reason }) => [externalId, reason]),
          written.map(([id, reason]) => [id.trim(), reason.trim() === '' ? null : reason.trim()]),
        );
      },
    ),
  );
});

test('a reader that stops early closes the source', async (t) => {
  let closed = false;
  async function* endless() {
    try {
      yield Buffer.from('refId\n');
      for (;;) yield Buffer.from('a\n'.repeat(5000));
    } finally {
      closed = true;
    }
  }
  for await (const piece of readCampaignFile({ bytes: endless(), format: 'csv' })) {
    t.is(piece._tag, 'Right');
    break;
  }
  t.true(closed);
});

test('what the source throws is thrown', async (t) => {
  async function* broken() {
    yield Buffer.from('refId\na\n');
    throw new Error('the disk is gone');
  }
  const all = async () => {
    for await (const piece of readCampaignFile({ bytes: broken(), format: 'csv' })) t.is(piece._tag, 'Right');
  };
  await t.throwsAsync(all, { message: 'the disk is gone' });
});
