import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import {
  closed,
  closedOver,
  type Codec,
  day,
  decode,
  flag,
  identifier,
  instant,
  type JsonSchema,
  json,
  label,
  listOf,
  literal,
  mapOf,
  matching,
  narrowed,
  nullable,
  oneOf,
  type Reader,
  satisfying,
  text,
  wholeNumber,
} from '../src/codecs.js';
import { utf8Bytes } from '../src/domain/utf8-bytes.js';

/** What a combinator promises: its rule in words, its schema, and the values on both sides of each of its bounds. */
interface Rule {
  readonly codec: () => Reader<unknown>;
  readonly name: string;
  /** Null: the patterns of this schema are held by the properties of the codecs. */
  readonly schema: JsonSchema | null;
  readonly takes: ReadonlyArray<unknown>;
  readonly refuses: ReadonlyArray<unknown>;
}

const nested = (levels: number, inmost: unknown = {}): unknown =>
  levels === 0 ? inmost : { a: nested(levels - 1, inmost) };

const even = (): Codec<number> =>
  satisfying(wholeNumber(0, 9), 'must be even', (value) => value % 2 === 0, { multipleOf: 2 });
const pair = () => closed({ a: flag }, { b: wholeNumber(0, 1) });
const pairSchema = {
  type: 'object',
  properties: { a: { type: 'boolean' }, b: { type: ['integer', 'null'], minimum: 0, maximum: 1 } },
  required: ['a'],
  additionalProperties: false,
};

const rules: Readonly<Record<string, Rule>> = {
  text: {
    codec: () => text(2, 3),
    name: 'a string of 2 to 3 characters, without NUL or unpaired surrogates',
    schema: { type: 'string', minLength: 2, maxLength: 3 },
    takes: ['ab', 'abc', '😀😀', '😀😀😀', ' a', 'a\n'],
    refuses: ['', 'a', '😀', 'abcd', '😀😀😀😀', 'a\0', 'a\ud800', '\udc00a', 2, null, undefined, ['a', 'b']],
  },
  label: {
    codec: () => label(1, 3),
    name: 'a string of 1 to 3 characters, without control or formatting characters',
    schema: null,
    takes: ['a', ' a ', 'abc'],
    refuses: ['', 'abcd', 'a\n', 'a\u200b', 'a\u202e', 3, null],
  },
  identifier: {
    codec: () => identifier(1, 3),
    name: 'a string of 1 to 3 characters, without control or formatting characters and without blanks at its ends',
    schema: null,
    takes: ['a', 'a b', 'abc'],
    refuses: ['', ' a', 'a ', 'abcd', 'a\t', 3, null],
  },
  matching: {
    codec: () => matching('two digits', /^\d\d$/),
    name: 'two digits',
    schema: { type: 'string', pattern: '^\\d\\d$' },
    takes: ['12'],
    refuses: ['1', '123', 12, null],
  },
  oneOf: {
    codec: () => oneOf('A', 'B'),
    name: 'one of A, B',
    schema: { type: 'string', enum: ['A', 'B'] },
    takes: ['A', 'B'],
    refuses: ['C', 'a', '', null, 1],
  },
  literal: {
    codec: () => literal('A'),
    name: '"A"',
    schema: { const: 'A' },
    takes: ['A'],
    refuses: ['B', null, undefined],
  },
  flag: {
    codec: () => flag,
    name: 'true or false',
    schema: { type: 'boolean' },
    takes: [true, false],
    refuses: ['true', 1, null],
  },
  wholeNumber: {
    codec: () => wholeNumber(2, 4),
    name: 'a whole number from 2 to 4',
    schema: { type: 'integer', minimum: 2, maximum: 4 },
    takes: [2, 3, 4],
    refuses: [1, 5, 2.5, NaN, '3', null],
  },
  json: {
    codec: () => json,
    name: 'JSON at most 32 levels deep, without NUL or unpaired surrogates',
    schema: {},
    takes: [null, 1, true, 'a', [], {}, { a: [1, 'b'] }, nested(31), nested(32, 1)],
    refuses: [
      undefined,
      'a\0',
      ['a\ud800'],
      { 'a\0': 1 },
      { a: 'b\0' },
      { a: { b: ['\0'] } },
      nested(32),
      nested(40),
      nested(33, 1),
    ],
  },
  instant: {
    codec: () => instant,
    name: 'an ISO 8601 date-time with an offset, such as 2026-02-01T09:00:00+01:00',
    schema: { type: 'string', format: 'date-time', examples: ['2026-02-01T08:00:00.000Z'] },
    takes: [
      '2026-02-01T08:00:00.000Z',
      '2024-02-29T23:59:59.999Z',
      '2026-02-01T09:00:00+01:00',
      '2026-02-01T08:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '9999-12-31T23:59:59+23:59',
    ],
    refuses: [
      '2023-02-29T00:00:00.000Z',
      '2026-02-01T24:00:00.000Z',
      '2026-02-01T08:60:00.000Z',
      '2026-02-01T08:00:60.000Z',
      '2026-02-01',
      '0000-01-01T00:00:00.000Z',
      '0001-01-01T00:00:00+01:00',
      '0000-12-31T23:30:00-01:00',
      '2023-02-29T00:00:00Z',
      '9999-12-31T23:59:59-01:00',
      '',
      1,
      null,
    ],
  },
  day: {
    codec: () => day,
    name: 'a day, such as 2026-02-01',
    schema: { type: 'string', format: 'date' },
    takes: ['2026-02-01', '2024-02-29'],
    refuses: [
      '2023-02-29',
      '2026-13-01',
      '2026-2-1',
      '0000-01-01',
      '2026-02-01T00:00:00Z',
      20260201,
      ['2026-02-01'],
      null,
    ],
  },
  nullable: {
    codec: () => nullable(oneOf('A', 'B')),
    name: 'one of A, B, or null',
    schema: { type: ['string', 'null'], enum: ['A', 'B', null] },
    takes: ['A', null],
    refuses: ['C', undefined],
  },
  'nullable without a type': {
    codec: () => nullable(literal('A')),
    name: '"A", or null',
    schema: { anyOf: [{ const: 'A' }, { type: 'null' }] },
    takes: ['A', null],
    refuses: ['B'],
  },
  'nullable twice': {
    codec: () => nullable(nullable(flag)),
    name: 'true or false, or null, or null',
    schema: { type: ['boolean', 'null'] },
    takes: [true, null],
    refuses: [1],
  },
  mapOf: {
    codec: () => mapOf(2, matching('a letter', /^[a-z]$/), flag),
    name: 'an object of at most 2 entries',
    schema: {
      type: 'object',
      maxProperties: 2,
      propertyNames: { type: 'string', pattern: '^[a-z]$' },
      additionalProperties: { type: 'boolean' },
    },
    takes: [{}, { a: true }, { a: true, b: false }],
    refuses: [{ a: true, b: true, c: true }, { A: true }, { a: 1 }, { A: 1 }, [], 'a', null],
  },
  listOf: {
    codec: () => listOf(flag, 1, 2),
    name: 'an array of 1 to 2 items',
    schema: { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 2 },
    takes: [[true], [true, false]],
    refuses: [[], [true, true, true], [1], [true, 1], { length: 1 }, 'a', null],
  },
  'listOf without bounds': {
    codec: () => listOf(flag, 0),
    name: 'an array of at least 0 items',
    schema: { type: 'array', items: { type: 'boolean' } },
    takes: [[], [true]],
    refuses: [[1], null],
  },
  closed: {
    codec: pair,
    name: 'an object',
    schema: pairSchema,
    takes: [{ a: true }, { a: true, b: 1 }],
    refuses: [
      {},
      { b: 1 },
      { a: null },
      { a: 1 },
      { a: true, b: 2 },
      { a: true, c: 1 },
      { a: true, toString: 1 },
      [],
      null,
    ],
  },
  closedOver: {
    codec: () => closedOver({ required: { a: flag }, optional: { b: wholeNumber(0, 1) } }, {}),
    name: 'an object',
    schema: pairSchema,
    takes: [{ a: true }, { a: true, b: 1 }],
    refuses: [{ b: 1 }, { a: true, b: 2 }, { a: true, c: 1 }],
  },
  satisfying: {
    codec: even,
    name: 'a whole number from 0 to 9',
    schema: { type: 'integer', minimum: 0, maximum: 9, multipleOf: 2 },
    takes: [0, 2],
    refuses: [1, 10, '2', null],
  },
  narrowed: {
    codec: () => narrowed(pair(), ({ a, b }) => (a && b === 0 ? [{ path: ['b'], rule: 'must be 1 beside a' }] : [])),
    name: 'an object',
    schema: pairSchema,
    takes: [
      { a: true, b: 1 },
      { a: false, b: 0 },
    ],
    refuses: [{ a: true, b: 0 }, { a: 1 }, null],
  },
};

/* Codecs are made within the tests: a mutation run changes what runs in a test, not what runs when a module is loaded. */
const shown = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

const keeps = (t: ExecutionContext, { codec: make, name, schema, takes, refuses }: Rule): void => {
  const codec = make();
  t.is(codec.name, name);
  if (schema !== null) t.deepEqual(codec.schema, schema);
  for (const value of takes) {
    t.true(codec.is(value), `is: ${shown(value)}`);
    t.true(E.isRight(decode(codec)(value)), shown(value));
  }
  for (const value of refuses) {
    t.false(codec.is(value), `is: ${shown(value)}`);
    t.true(E.isLeft(decode(codec)(value)), shown(value));
  }
};

for (const [combinator, rule] of Object.entries(rules))
  test(`${combinator}: its name, its schema, and values on both sides of its bounds`, (t) => keeps(t, rule));

test('a label and an identifier are strings of limited length in the schema too', (t) => {
  for (const codec of [label(1, 3), identifier(1, 3)])
    t.like(codec.schema, { type: 'string', minLength: 1, maxLength: 3 });
});

test('an optional member that is null is left out, a mandatory one is not', (t) => {
  t.deepEqual(decode(pair())({ a: true, b: null }), E.right({ a: true }));
  t.deepEqual(decode(pair())({ a: null }), E.left([{ pointer: '/a', rule: 'must be true or false' }]));
  t.deepEqual(decode(pair())({}), E.left([{ pointer: '/a', rule: 'is mandatory' }]));
});

test('a key that the codec of keys refuses is named beside the values, in an object with as many entries as it may have', (t) => {
  const { codec } = rules['mapOf'] ?? t.fail('no such rule');
  t.deepEqual(
    decode(codec())({ b: true, A: 1 }),
    E.left([
      { pointer: '/A', rule: 'has a key that must be a letter' },
      { pointer: '/A', rule: 'must be true or false' },
    ]),
  );
});

test('bytes in UTF-8: as many as Node encodes, on both sides of each length', (t) => {
  for (const point of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff]) {
    const character = String.fromCodePoint(point);
    t.is(utf8Bytes(`${character}a${character}`), Buffer.byteLength(`${character}a${character}`), point.toString(16));
  }
  t.is(utf8Bytes(''), 0);
});
