import { BusinessTransaction, ChangedField, customerOperations, OperationName } from '@casm/core';
import type { JsonSchema } from '@casm/core/codecs';

const major = 1;

/** The version of the message contract. docs/reference/messages.md defines which change raises which number. */
export const contractVersion = `${major}.0.0`;

/** The id of the schema in every message (`ce_dataschema`). It changes only with a change that readers must adapt to. */
export const schemaId = `urn:casm:schema:business-transaction:${major}`;

/** Enumerations that a release may extend without a new version. The schema lists the current values only as examples. */
const growing: ReadonlyArray<{ readonly schema: JsonSchema; readonly today: unknown }> = [
  { schema: OperationName.schema, today: customerOperations.map(({ name }) => name) },
  { schema: ChangedField.schema, today: ChangedField.schema['enum'] },
];

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns the schema that holds for all releases of a contract version. The codec's own schema is closed and describes only the
 * messages of this release; a reader that validates with it would refuse a message with a new member.
 */
const promised = (schema: JsonSchema): JsonSchema => {
  const words = growing.find((growth) => growth.schema === schema);
  return words === undefined
    ? Object.fromEntries(
        Object.entries(schema)
          .filter(([keyword, value]) => keyword !== 'additionalProperties' || value !== false)
          .map(([keyword, value]) => [keyword, promisedIn(value)]),
      )
    : {
        title: schema['title'],
        description: schema['description'],
        type: 'string',
        minLength: 1,
        examples: words.today,
      };
};

const promisedIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(promisedIn);
  return isSchema(value) ? promised(value) : value;
};

/** The schema of the body. It uses only keywords that draft 07, which AsyncAPI requires, and draft 2020-12 share. */
export const bodySchema: JsonSchema = promised(BusinessTransaction.schema);

const documentIn = (dialect: string): JsonSchema => ({
  $schema: dialect,
  $id: schemaId,
  ...bodySchema,
  description:
    'The body of every message: the changes that one call made, and the resulting customer. Readers ignore unknown members, operations and fields.',
});

/** The schema of the body as a separate document. */
export const businessTransactionSchema = documentIn('https://json-schema.org/draft/2020-12/schema');

/** The same document for tools that support only draft 07. */
export const businessTransactionSchemaDraft07 = documentIn('http://json-schema.org/draft-07/schema#');
