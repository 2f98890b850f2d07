import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import {
  closed,
  closedOver,
  Codec,
  day,
  flag,
  identifier,
  instant,
  json,
  label,
  listOf,
  literal,
  mapOf,
  nullable,
  oneOf,
  type Reader,
  text,
  wholeNumber,
} from '../src/codecs.js';
import * as core from '../src/index.js';
import { inputsOf } from './schema-arbitraries.js';

const kit: Readonly<Record<string, Reader<unknown>>> = {
  text: text(2, 5),
  'text that may be empty': text(0, 3),
  label: label(1, 5),
  identifier: identifier(1, 5),
  oneOf: oneOf('one', 'two'),
  literal: literal('one'),
  flag,
  wholeNumber: wholeNumber(-3, 7),
  json,
  instant,
  day,
  nullable: nullable(text(1, 3)),
  'nullable of a nullable': nullable(nullable(oneOf('one', 'two'))),
  mapOf: mapOf(2, text(1, 3), nullable(text(0, 2))),
  listOf: listOf(flag, 1, 3),
  'listOf without an end': listOf(text(1, 2), 2),
  closed: closed({ a: flag }, { b: text(1, 3), c: nullable(flag) }),
  closedOver: closedOver({ required: { a: flag }, optional: { b: flag } }, { c: text(1, 3) }, { d: instant }),
};

const asReader = (name: string, reader: Reader<unknown>): readonly [string, Reader<unknown>] => [name, reader];

/** The codec combinators, all codecs that the core exports, and the command of each operation. */
const codecs: ReadonlyArray<readonly [string, Reader<unknown>]> = [
  ...Object.entries(kit),
  ...Object.entries(core).flatMap(([name, value]) => (value instanceof Codec ? [asReader(name, value)] : [])),
  ...core.customerOperations.map(({ name, command }) => asReader(`the command of ${name}`, command)),
];

const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));

test('the list contains every codec of the core', (t) => {
  t.true(codecs.length > 40, `${codecs.length}`);
});

for (const [name, codec] of codecs)
  test(`property: ${name}: the schema accepts everything that the codec accepts, and the codec accepts its own output unchanged`, (t) => {
    const isTaken = ajv.compile(codec.schema);
    let taken = 0;
    fc.assert(
      fc.property(inputsOf(codec.schema), (input) => {
        const decoded = codec.decode(input);
        if (E.isLeft(decoded)) return decoded.left.length > 0;
        taken += 1;
        const value: unknown = JSON.parse(JSON.stringify(decoded.right));
        t.true(isTaken(input), `the schema takes ${JSON.stringify(input)}: ${ajv.errorsText(isTaken.errors)}`);
        t.true(isTaken(value), `the schema takes what is given: ${JSON.stringify(value)}`);
        t.true(codec.is(decoded.right), `it is what it says: ${JSON.stringify(value)}`);
        t.deepEqual(codec.decode(value), E.right(decoded.right), 'read again');
        return true;
      }),
      { numRuns: 500 },
    );
    t.true(taken > 5, `the codec took only ${taken}`);
  });
