import fc from 'fast-check';
import type { JsonSchema } from '../src/codecs.js';

const numberIn = (schema: JsonSchema, name: string, otherwise: number): number => {
  const value = schema[name];
  return typeof value === 'number' ? value : otherwise;
};

const schemaOf = (value: unknown): JsonSchema => (typeof value === 'object' && value !== null ? { ...value } : {});

const schemaIn = (schema: JsonSchema, name: string): JsonSchema => schemaOf(schema[name]);

const listIn = (schema: JsonSchema, name: string): ReadonlyArray<unknown> | undefined => {
  const value: unknown = schema[name];
  return Array.isArray(value) ? value : undefined;
};

/** Instants in each form: with or without a fraction, in UTC or with an offset. */
const moments = fc
  .tuple(
    fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('', '.1', '.999', '.123456789'),
    fc.constantFrom('Z', '+00:00', '-00:00', '+14:00', '-23:59'),
  )
  .map(([date, fraction, offset]) => `${date.toISOString().slice(0, 19)}${fraction}${offset}`);

const days = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Characters of one and two code units, sequences that compose to one code point or do not, blanks, invisible characters. */
const units = Array.from('aZ0.- "\n\u00e9\u200b\u202e\u2028\u0344\ufb2c😀').concat('e\u0301', '\u1100\u1161', '👩‍👩‍👧');

/** Texts with lengths around the limits, in code units, code points and composed characters. */
const texts = (min: number, max: number): fc.Arbitrary<string> => {
  const most = Math.min(max, 40);
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: min, maxLength: most }),
    fc.array(fc.constantFrom(...units), { minLength: min, maxLength: most }).map((all) => all.join('')),
    fc
      .tuple(fc.constantFrom(...units), fc.constantFrom(min - 1, min, min + 1, max - 1, max, max + 1, 2 * max))
      .map(([unit, times]) => unit.repeat(Math.min(Math.max(times, 0), 2100))),
    fc.stringMatching(/^[A-Za-z0-9._~-]{1,12}$/),
  );
};

/** A pattern of one class of characters and one length, such as `^[0-9a-f]{64}$`: texts of any length never have it. */
const fixedLength = /^\^\[[^\]]+\]\{\d+\}\$$/;

const matchingTexts = (schema: JsonSchema): fc.Arbitrary<string> => {
  const any = texts(numberIn(schema, 'minLength', 0), numberIn(schema, 'maxLength', 64));
  const pattern = schema['pattern'];
  if (typeof pattern !== 'string' || !fixedLength.test(pattern)) return any;
  return fc.oneof({ weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern)) }, { weight: 1, arbitrary: any });
};

/** Values aimed at the schema, most of which it accepts. */
const aimedAt = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const words = listIn(schema, 'enum') ?? ('const' in schema ? [schema['const']] : undefined);
  const typed = words === undefined ? byType(schema, schema['type']) : fc.constantFrom(...words);
  const examples = listIn(schema, 'examples') ?? [];
  return examples.length === 0 ? typed : fc.oneof(typed, fc.constantFrom(...examples));
};

const byType = (schema: JsonSchema, type: unknown): fc.Arbitrary<unknown> => {
  const choices = listIn(schema, 'anyOf');
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => aimedAt(schemaOf(choice))));
  if (Array.isArray(type)) return fc.oneof(...type.map((one: unknown) => aimedAt({ ...schema, type: one })));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const [min, max] = [numberIn(schema, 'minimum', -10), numberIn(schema, 'maximum', 10)];
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min - 1, min, max, max + 1, 0.5));
    }
    case 'string':
      if (schema['format'] === 'date-time') return moments;
      if (schema['format'] === 'date') return days;
      return matchingTexts(schema);
    case 'array': {
      const minLength = numberIn(schema, 'minItems', 0);
      const maxLength = Math.min(numberIn(schema, 'maxItems', Infinity) + 1, minLength + 3);
      return fc.array(aimedAt(schemaIn(schema, 'items')), { minLength, maxLength });
    }
    case 'object':
      return objects(schema);
    default:
      return fc.jsonValue();
  }
};

const requiredIn = (schema: JsonSchema): Array<string> => (listIn(schema, 'required') ?? []).map(String);

const objects = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const properties = schemaIn(schema, 'properties');
  const members = Object.keys(properties).map((name) => [name, aimedAt(schemaIn(properties, name))] as const);
  if (members.length === 0)
    return fc.dictionary(
      aimedAt({ type: 'string', ...schemaIn(schema, 'propertyNames') }).map(String),
      aimedAt(schemaIn(schema, 'additionalProperties')),
      { maxKeys: Math.min(numberIn(schema, 'maxProperties', 3) + 1, 5) },
    );
  // Each alternative of `oneOf` has its own mandatory members; without `oneOf` there is one set.
  const sets = (listIn(schema, 'oneOf') ?? [schema]).map((set) => requiredIn(schemaOf(set)));
  return fc.oneof(...sets.map((requiredKeys) => fc.record(Object.fromEntries(members), { requiredKeys })));
};

const edges: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('2024-05-01T24:00:00Z', '2024-02-30T00:00:00Z', '2024-05-01T23:59:60Z', '2024-05-01t00:00:00z'),
  fc.constantFrom('', 'a', ' a', 'a ', '\0', '\uD800', '\uDC00\uD800', 'x'.repeat(1025)),
  fc.constantFrom(0, 1, -1, 1.5, 2 ** 31, null, [], {}),
);

/** The value with one place replaced, one member removed or one member added. */
const disturbed = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null) return edges;
  const items: ReadonlyArray<unknown> | null = Array.isArray(value) ? value : null;
  if (items !== null)
    return fc.oneof(edges, ...items.map((held, at) => disturbed(held).map((other) => items.with(at, other))));
  const entries: ReadonlyArray<[string, unknown]> = Object.entries(value);
  return fc.oneof(
    edges,
    edges.map((extra) => ({ ...value, extra })),
    ...entries.map(([name, held]) =>
      fc.option(disturbed(held), { nil: undefined }).map((other) => ({ ...value, [name]: other })),
    ),
  );
};

/** JSON inputs that a codec of this schema accepts, nearly accepts and does not accept. */
export const inputsOf = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const aimed = aimedAt(schema);
  return fc
    .oneof(aimed, aimed.chain(disturbed), edges)
    .map((value): unknown => JSON.parse(JSON.stringify(value ?? null)));
};
