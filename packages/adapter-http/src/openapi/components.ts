import { ChangedField } from '@casm/core';
import type { JsonSchema } from '@casm/core/codecs';

/** The direction of a schema. Request bodies are closed. Response bodies may gain members, which readers ignore. */
type Side = 'asked' | 'answered';

export interface Components {
  /**
   * The schema as it appears in the document. A schema with a title becomes a component and is replaced by a reference.
   */
  readonly refer: (schema: JsonSchema, side: Side) => JsonSchema;
  /** The components referred to so far, by name. */
  readonly schemas: () => Readonly<Record<string, JsonSchema>>;
}

/** Collects schemas by title. Throws if two different schemas have the same title. */
export const components = (): Components => {
  const collected = new Map<string, JsonSchema>();

  const refer = (schema: JsonSchema, side: Side): JsonSchema => {
    const { title } = schema;
    if (typeof title !== 'string') return within(schema, side);
    const name = componentName(title);
    const component = within(withoutNull(schema), side);
    const known = collected.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(component))
      throw new Error(`two schemas have the title ${title}, and they differ`);
    collected.set(name, component);
    const reference = { $ref: `#/components/schemas/${name}` };
    return takesNull(schema) ? { anyOf: [reference, { type: 'null' }] } : reference;
  };

  const within = (schema: JsonSchema, side: Side): JsonSchema => {
    if (side === 'answered' && isWordThatGrows(schema)) return anyWord(schema);
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([keyword, value]) => side === 'asked' || keyword !== 'additionalProperties' || value !== false)
        .map(([keyword, value]) => [keyword, withinKeyword(keyword, value, side)]),
    );
  };

  const withinKeyword = (keyword: string, value: unknown, side: Side): unknown => {
    if (keyword === 'properties' && isSchema(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, isSchema(member) ? refer(member, side) : member]),
      );
    if (['anyOf', 'oneOf', 'allOf'].includes(keyword) && Array.isArray(value))
      return value.map((each: unknown) => (isSchema(each) ? refer(each, side) : each));
    return ['items', 'additionalProperties', 'propertyNames'].includes(keyword) && isSchema(value)
      ? refer(value, side)
      : value;
  };

  return { refer, schemas: () => Object.fromEntries([...collected].sort(([a], [b]) => (a < b ? -1 : 1))) };
};

/** `Business Transaction` becomes the component BusinessTransaction. */
const componentName = (title: string): string =>
  title
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const takesNull = ({ type }: JsonSchema): boolean => Array.isArray(type) && type.includes('null');

/** The schema without null: of a nullable codec, or of an optional member. */
export const withoutNull = (schema: JsonSchema): JsonSchema => {
  if (!takesNull(schema)) return schema;
  const { type, enum: words } = schema;
  const types: ReadonlyArray<unknown> = Array.isArray(type) ? type.filter((each) => each !== 'null') : [];
  return {
    ...schema,
    type: types.length === 1 ? types[0] : types,
    ...(Array.isArray(words) ? { enum: words.filter((word) => word !== null) } : {}),
  };
};

/**
 * A release may add values without a new version of the API. Readers get today's values as examples, not as an enum.
 */
const isWordThatGrows = ({ title }: JsonSchema): boolean => title === ChangedField.schema['title'];

const anyWord = ({ title, description, enum: examples }: JsonSchema): JsonSchema => ({
  title,
  description,
  type: 'string',
  minLength: 1,
  examples,
});
