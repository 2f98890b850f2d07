import * as E from 'fp-ts/lib/Either.js';
import { separate } from 'fp-ts/lib/ReadonlyArray.js';
import * as t from 'io-ts';
import { pointerTo, type Violation } from './violation.js';

/*
 * The codecs from which every boundary is composed. A codec's name is its rule in words: a violation reads "must be <name>".
 */

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A codec with a JSON Schema of the values that it accepts. The schema is never stricter than the codec. */
export class Codec<A> extends t.Type<A, A, unknown> {
  readonly schema: JsonSchema;
  constructor(name: string, is: t.Is<A>, validate: t.Validate<unknown, A>, schema: JsonSchema) {
    super(name, is, validate, t.identity);
    this.schema = schema;
  }
}

const refined = <A>(name: string, schema: JsonSchema, is: t.Is<A>): Codec<A> =>
  new Codec(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), schema);

/**
 * A string of `min` to `max` characters without NUL or lone surrogates, which UTF-8 or PostgreSQL cannot store. Characters are
 * Unicode code points, as in JSON Schema and PostgreSQL.
 */
export const text = (min: number, max: number): Codec<string> =>
  refined(
    `a string of ${min} to ${max} characters, without NUL or unpaired surrogates`,
    { type: 'string', minLength: min, maxLength: max },
    (input): input is string => typeof input === 'string' && hasLength(input, min, max) && isPlain(input),
  );

/** The code points are counted only if the number of code units, which is one or two for each, does not decide. */
const hasLength = (value: string, min: number, max: number): boolean => {
  if (value.length < min || value.length > 2 * max) return false;
  if (value.length <= max && value.length >= 2 * min) return true;
  const points = Array.from(value).length;
  return points >= min && points <= max;
};

/** Control characters, formatting characters (bidirectional, zero-width) and line separators. */
const invisible = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}`;
const labelPattern = new RegExp(`^[^${invisible}]*$`, 'u');
const identifierPattern = new RegExp(`^(?!\\s)(?!.*\\s$)[^${invisible}]*$`, 'u');

/**
 * The same characters as ranges, up to U+FFFF. Some engines that read the schemas have no Unicode properties, such as Python's;
 * tools that generate values from a pattern do not support lookahead.
 */
const invisibleRanges = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb`;
const labelSchemaPattern = `^[^${invisibleRanges}]*$`;
const identifierSchemaPattern = `^[^\\s${invisibleRanges}](?:[^${invisibleRanges}]*[^\\s${invisibleRanges}])?$`;

/** A display name: a string without characters that move a terminal's cursor, are invisible or reorder the text around them. */
export const label = (min: number, max: number): Codec<string> => {
  const plain = text(min, max);
  return refined(
    `a string of ${min} to ${max} characters, without control or formatting characters`,
    { type: 'string', minLength: min, maxLength: max, pattern: labelSchemaPattern },
    (input): input is string => plain.is(input) && labelPattern.test(input),
  );
};

/**
 * An id that people compare by eye: a label without leading or trailing blanks, decoded to Unicode normal form C so that ids that
 * look the same are equal.
 */
export const identifier = (min: number, max: number): Codec<string> => {
  const plain = text(min, max);
  const isIdentifier = (input: unknown): input is string => plain.is(input) && identifierPattern.test(input);
  return new Codec(
    `a string of ${min} to ${max} characters, without control or formatting characters and without blanks at its ends`,
    isIdentifier,
    (input, context) => {
      // The limit applies to the string as sent, even if its normal form is shorter: a JSON Schema cannot express another limit.
      const normal = plain.is(input) ? input.normalize('NFC') : input;
      return isIdentifier(normal) ? t.success(normal) : t.failure(input, context);
    },
    { type: 'string', minLength: min, maxLength: max, pattern: identifierSchemaPattern },
  );
};

/** A fast first test, which takes a third of the time of the whole rule and which almost every text passes. */
const suspectCharacter = /[\0\uD800-\uDFFF]/;

const isPlain = (value: string): boolean =>
  !suspectCharacter.test(value) ||
  !/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);

/** A string that matches the pattern, which has no flags. `name` is the rule in words. */
export const matching = (name: string, pattern: RegExp): Codec<string> =>
  refined(
    name,
    { type: 'string', pattern: pattern.source },
    (input): input is string => typeof input === 'string' && pattern.test(input),
  );

/** One of the given words. */
export const oneOf = <W extends string>(...words: ReadonlyArray<W>): Codec<W> =>
  refined(`one of ${words.join(', ')}`, { type: 'string', enum: words }, (input): input is W =>
    words.some((word) => word === input),
  );

/** Exactly this value. */
export const literal = <const V extends string | number>(value: V): Codec<V> =>
  refined(JSON.stringify(value), { const: value }, (input): input is V => input === value);

/** True or false. */
export const flag: Codec<boolean> = refined('true or false', { type: 'boolean' }, t.boolean.is);

/** An integer from `min` to `max`, inclusive, within the safe integers of JavaScript. */
export const wholeNumber = (min: number, max: number): Codec<number> =>
  refined(
    `a whole number from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
    (input): input is number => Number.isSafeInteger(input) && Number(input) >= min && Number(input) <= max,
  );

/** A number of things: 0 or more. */
export const count = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** Deeper than any published value, and far below the depth at which a recursive walk exhausts the stack. */
const maxDepth = 32;

/** Any JSON value whose strings have no NUL and no lone surrogates. */
export const json: Codec<unknown> = refined(
  `JSON at most ${maxDepth} levels deep, without NUL or unpaired surrogates`,
  {},
  (input): input is unknown => input !== undefined && isPlainJson(input, maxDepth),
);

const isPlainJson = (input: unknown, levels: number): boolean =>
  typeof input === 'string'
    ? isPlain(input)
    : typeof input !== 'object' ||
      input === null ||
      (levels > 0 && Object.entries(input).every(([key, value]) => isPlain(key) && isPlainJson(value, levels - 1)));

/** A time in UTC with milliseconds, as ISO 8601 text: `2026-02-01T08:00:00.000Z`. The order of the strings is the order in time. */
export type Instant = string;

/** Excludes hour 24, which Date.parse reads as the next day: RFC 3339, and so the schema's `format: date-time`, has no such hour. */
const dateTime = /^\d{4}-(\d{2})-(\d{2})T(?!24)(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** True for ISO 8601 text with an offset that names an existing day (no 30 February) from year 1 to 9999, also in UTC. */
const namesMoment = (input: string): boolean => {
  const day = input.slice(0, 10);
  const yearInUtc = new Date(input).getUTCFullYear();
  return (
    dateTime.test(input) &&
    yearInUtc >= 1 &&
    yearInUtc <= 9999 &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) &&
    !day.startsWith('0000')
  );
};

/** The form that the instant codec decodes to, on the days that every month has. A fast path, since most input is in that form. */
const asDecoded = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** An ISO 8601 date-time with an offset, decoded to the same time in UTC with milliseconds. */
export const instant: Codec<Instant> = new Codec(
  'an ISO 8601 date-time with an offset, such as 2026-02-01T09:00:00+01:00',
  (input): input is Instant => typeof input === 'string' && (asDecoded.test(input) || namesMoment(input)),
  (input, context) => {
    if (typeof input !== 'string') return t.failure(input, context);
    if (asDecoded.test(input)) return t.success(input);
    return namesMoment(input) ? t.success(new Date(input).toISOString()) : t.failure(input, context);
  },
  { type: 'string', format: 'date-time', examples: ['2026-02-01T08:00:00.000Z'] },
);

const dayOfCalendar = /^(?!0000)\d{4}-\d{2}-\d{2}$/;

/** A calendar day, from year 1 to 9999: `2026-02-01`. */
export const day: Codec<string> = refined(
  'a day, such as 2026-02-01',
  { type: 'string', format: 'date' },
  (input): input is string => {
    if (typeof input !== 'string' || !dayOfCalendar.test(input)) return false;
    const date = new Date(`${input}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(input);
  },
);

/** What the codec accepts, or null. */
export const nullable = <A>(codec: Codec<A>): Codec<A | null> =>
  new Codec(
    `${codec.name}, or null`,
    (input): input is A | null => input === null || codec.is(input),
    (input, context): t.Validation<A | null> => (input === null ? t.success(null) : codec.validate(input, context)),
    nullableSchema(codec.schema),
  );

/** A list of types if the schema has a type: code generators make a nullable type of a list, but a plain object of `anyOf`. */
const nullableSchema = (schema: JsonSchema): JsonSchema => {
  const type: unknown = schema['type'];
  const words: unknown = schema['enum'];
  if (typeof type === 'string')
    return { ...schema, type: [type, 'null'], ...(isArray(words) ? { enum: [...words, null] } : {}) };
  return isArray(type) && type.includes('null') ? schema : { anyOf: [schema, { type: 'null' }] };
};

const isArray = (input: unknown): input is ReadonlyArray<unknown> => Array.isArray(input);

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** An object of at most `max` entries, whose keys and values the given codecs check. */
export const mapOf = <V>(max: number, key: Codec<string>, value: Codec<V>): Codec<Readonly<Record<string, V>>> => {
  const name = `an object of at most ${max} entries`;
  const is = (input: unknown): input is Record<string, V> =>
    isRecord(input) &&
    Object.keys(input).length <= max &&
    Object.entries(input).every(([k, v]) => key.is(k) && value.is(v));
  return new Codec<Readonly<Record<string, V>>>(
    name,
    is,
    (input, context) => {
      if (is(input)) return t.success(input);
      if (!isRecord(input) || Object.keys(input).length > max) return t.failure(input, context);
      const errors = Object.entries(input).flatMap(([member, entry]) => [
        ...(key.is(member)
          ? []
          : [{ value: member, context: within(context, member, key), message: `has a key that must be ${key.name}` }]),
        ...errorsOf(value.validate(entry, within(context, member, value))),
      ]);
      return t.failures(errors);
    },
    { type: 'object', maxProperties: max, propertyNames: key.schema, additionalProperties: value.schema },
  );
};

/** An array of `min` to `max` items (no limit by default), each checked by the given codec. */
export const listOf = <A>(item: Reader<A>, min: number, max: number = Infinity): Codec<ReadonlyArray<A>> => {
  const isList = (input: unknown): input is ReadonlyArray<unknown> =>
    Array.isArray(input) && input.length >= min && input.length <= max;
  return new Codec<ReadonlyArray<A>>(
    Number.isFinite(max) ? `an array of ${min} to ${max} items` : `an array of at least ${min} items`,
    (input): input is ReadonlyArray<A> => isList(input) && input.every(item.is),
    (input, context) => {
      if (!isList(input)) return t.failure(input, context);
      const decoded = input.map((element, index) => item.validate(element, within(context, String(index), item)));
      const { left: errors, right: items } = separate(decoded);
      return errors.length > 0 ? t.failures(errors.flat()) : t.success(items);
    },
    {
      type: 'array',
      items: item.schema,
      ...(min > 0 ? { minItems: min } : {}),
      ...(Number.isFinite(max) ? { maxItems: max } : {}),
    },
  );
};

/**
 * Returns the codec with a title, a description of its values, and examples. The OpenAPI and AsyncAPI documents hold its schema
 * once, under the title, and refer to it.
 */
export const named = <A>(
  title: string,
  description: string,
  codec: Codec<A>,
  ...examples: ReadonlyArray<A>
): Codec<A> => {
  const { title: _, description: __, ...schema } = codec.schema;
  return withSchema(codec, { title, description, ...schema, ...shown(examples) });
};

/** Returns the codec with a description of the value in its context, and examples. */
export const described = <A>(description: string, codec: Codec<A>, ...examples: ReadonlyArray<A>): Codec<A> => {
  const { title: _, description: __, ...schema } = codec.schema;
  return withSchema(codec, { description, ...schema, ...shown(examples) });
};

const withSchema = <A>({ name, is, validate }: Codec<A>, schema: JsonSchema): Codec<A> =>
  new Codec(name, is, validate, schema);

const shown = (examples: ReadonlyArray<unknown>): JsonSchema => (examples.length === 0 ? {} : { examples });

/** At most the largest value of a 32-bit column. */
export const version = named(
  'Version',
  'The version of the customer: 1 at creation, one more with every change, without gaps.',
  wholeNumber(1, 0x7fffffff),
  4,
);

/** The part of a codec that decoding needs. It is covariant in A; `t.Type` is not. */
export type Reader<A> = Pick<Codec<A>, 'name' | 'is' | 'validate' | 'decode' | 'schema'>;
/** The members of an object, by name. */
export type Members = Readonly<Record<string, Reader<unknown>>>;
type Read<R> = R extends Reader<infer A> ? A : never;
type Simplify<A> = { readonly [K in keyof A]: A[K] };

/** The type of an object with these mandatory and optional members. */
export type Closed<R extends Members, O extends Members> = Simplify<
  { [K in keyof R]: Read<R[K]> } & { [K in keyof O]?: Read<O[K]> }
>;

/**
 * An object that has all `required` members, may have the `optional` ones, and has no others. Unlike `t.exact`, which strips
 * unknown members, it refuses each by name. An optional member that is null counts as left out. Decoding reports all violations.
 */
export const closed = <R extends Members, O extends Members>(required: R, optional: O): Codec<Closed<R, O>> =>
  objectWith<Closed<R, O>>(required, optional);

/** A closed object with the members of `base` and additional ones. */
export const closedOver = <BR extends Members, BO extends Members, R extends Members, O extends Members>(
  base: { readonly required: BR; readonly optional: BO },
  required: R,
  optional?: O,
): Codec<Closed<BR, BO> & Closed<R, O>> =>
  objectWith<Closed<BR, BO> & Closed<R, O>>({ ...base.required, ...required }, { ...base.optional, ...optional });

/** `A` is the type of the objects that have these members. */
const objectWith = <A>(required: Members, optional: Members): Codec<A> => {
  const members: Members = { ...optional, ...required };
  const isRequired = (name: string): boolean => Object.hasOwn(required, name);
  /** Returns undefined if the member is left out. */
  const memberOf = (input: Readonly<Record<string, unknown>>, name: string): unknown => {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    return value === null && !isRequired(name) ? undefined : value;
  };
  const is = (input: unknown): input is A =>
    isRecord(input) &&
    Object.keys(input).every((name) => Object.hasOwn(members, name)) &&
    entries.every(([name, codec]) => (input[name] === undefined ? !isRequired(name) : codec.is(input[name])));
  const validateMember =
    (input: Readonly<Record<string, unknown>>, context: t.Context) =>
    ([name, codec]: [string, Reader<unknown>]) => {
      const value = memberOf(input, name);
      if (value !== undefined) return { name, decoded: codec.validate(value, within(context, name, codec)) };
      return { name, decoded: isRequired(name) ? mandatory(within(context, name, codec)) : t.success(undefined) };
    };
  const entries = Object.entries(members);
  /**
   * Decodes valid members into `values` and returns whether all are valid. It builds no contexts, which only errors need: a command
   * takes 0.5 to 2 µs instead of 5.5.
   */
  const decodeInto = (
    values: Record<string, unknown>,
    input: Readonly<Record<string, unknown>>,
    context: t.Context,
  ): values is Record<string, unknown> & A => {
    if (Object.keys(input).some((name) => !Object.hasOwn(members, name))) return false;
    return entries.every(([name, codec]) => {
      const value = memberOf(input, name);
      if (value === undefined) return !isRequired(name);
      const decoded = codec.validate(value, context);
      if (E.isLeft(decoded)) return false;
      values[name] = decoded.right;
      return true;
    });
  };
  return new Codec<A>(
    'an object',
    is,
    (input, context) => {
      if (!isRecord(input)) return t.failure(input, context);
      const values: Record<string, unknown> = {};
      if (decodeInto(values, input, context)) return t.success(values);
      const unknown = Object.keys(input)
        .filter((name) => !Object.hasOwn(members, name))
        .map((name) => ({
          value: input[name],
          context: within(context, name, json),
          message: 'is not a known member',
        }));
      const decoded = entries.map(validateMember(input, context));
      return t.failures([...decoded.flatMap((member) => errorsOf(member.decoded)), ...unknown]);
    },
    {
      type: 'object',
      properties: Object.fromEntries([
        ...Object.entries(required).map(([name, { schema }]) => [name, schema]),
        ...Object.entries(optional).map(([name, { schema }]) => [name, nullableSchema(schema)]),
      ]),
      required: Object.keys(required),
      additionalProperties: false,
    },
  );
};

/**
 * Narrows a codec by one more rule, given in words ("must …"). The rule is checked only on a value that the codec accepts. `schema`
 * is the part of the rule that a JSON Schema can express.
 */
export const satisfying = <A>(
  codec: Codec<A>,
  rule: string,
  holds: (value: A) => boolean,
  schema: JsonSchema = {},
): Codec<A> =>
  new Codec(
    codec.name,
    (input): input is A => codec.is(input) && holds(input),
    (input, context) => {
      const decoded = codec.validate(input, context);
      return E.isLeft(decoded) || holds(decoded.right) ? decoded : t.failure(input, context, rule);
    },
    { ...codec.schema, ...schema },
  );

/** A violation of a rule over several members: the path of one member, and the rule in words. */
export interface Objection {
  readonly path: ReadonlyArray<string>;
  readonly rule: string;
}

/** Narrows a codec by rules over several members. Each violation has its own path. */
export const narrowed = <A>(codec: Codec<A>, objectionsTo: (value: A) => ReadonlyArray<Objection>): Codec<A> =>
  new Codec(
    codec.name,
    (input): input is A => codec.is(input) && objectionsTo(input).length === 0,
    (input, context) => {
      const decoded = codec.validate(input, context);
      if (E.isLeft(decoded)) return decoded;
      const errors = objectionsTo(decoded.right).map(({ path, rule }) => ({
        value: input,
        context: path.reduce((place, key) => within(place, key, json), context),
        message: rule,
      }));
      return errors.length === 0 ? decoded : t.failures(errors);
    },
    codec.schema,
  );

/**
 * Decodes with `wider` if the object has `member`, else with `narrower`. A member that is null counts as left out. The schema is
 * that of `wider`, which must accept everything that `narrower` accepts.
 */
export const widenedBy = <A>(member: string, wider: Codec<A>, narrower: Reader<A>): Codec<A> => {
  const codecFor = (input: unknown): Reader<A> =>
    isRecord(input) && Object.hasOwn(input, member) && input[member] !== null ? wider : narrower;
  return new Codec(
    wider.name,
    (input): input is A => codecFor(input).is(input),
    (input, context) => codecFor(input).validate(input, context),
    wider.schema,
  );
};

const within = (context: t.Context, key: string, type: Reader<unknown>): t.Context =>
  t.appendContext(context, key, type);

const mandatory = (context: t.Context): t.Validation<never> => t.failure(undefined, context, 'is mandatory');

const errorsOf = (validation: t.Validation<unknown>): t.Errors => (E.isLeft(validation) ? validation.left : []);

const violationOf = (error: t.ValidationError): Violation => ({
  pointer: pointerTo(error.context.map(({ key }) => key).filter((key) => key !== '')),
  rule: error.message ?? `must be ${error.context.at(-1)?.type.name ?? 'valid'}`,
});

/** Decodes a value, or returns all violations, each with its JSON Pointer. */
export const decode =
  <A>(codec: Pick<t.Type<A, unknown, unknown>, 'decode'>) =>
  (input: unknown): E.Either<ReadonlyArray<Violation>, A> =>
    E.mapLeft((errors: t.Errors) => errors.map(violationOf))(codec.decode(input));
