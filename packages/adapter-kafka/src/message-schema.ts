import { BusinessTransaction, ChangedField, customerOperations, OperationName } from '@casm/core';
import type { JsonSchema } from '@casm/core/codecs';

const major = 1;

/** The version of the message contract; docs/reference/messages.md says what raises which number. */
export const contractVersion = `${major}.0.0`;

/** Names the schema in every message (`ce_dataschema`): it stays the same for as long as readers need not change. */
export const schemaId = `urn:casm:schema:business-transaction:${major}`;

/** Words to which a release may add without a new version: a reader is told those of today, and not to rely on them. */
const growing: ReadonlyArray<{ readonly schema: JsonSchema; readonly today: unknown }> = [
  { schema: OperationName.schema, today: customerOperations.map(({ name }) => name) },
  { schema: ChangedField.schema, today: ChangedField.schema['enum'] },
];

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What readers may rely on for as long as the version lasts. The codec is closed: it knows what this release writes, and no
 * more. With its schema as it is, a reader that validates would refuse the first message with a new member.
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

/** The body of a message. It keeps to the keywords that draft 07, which AsyncAPI reads, and draft 2020-12 share. */
export const bodySchema: JsonSchema = promised(BusinessTransaction.schema);

const documentIn = (dialect: string): JsonSchema => ({
  $schema: dialect,
  $id: schemaId,
  ...bodySchema,
  description:
    'What one call changed, and the customer as it is since: the body of every message. Readers pass over members, operations and fields that they do not know.',
});

/** The same as a document of its own. */
export const businessTransactionSchema = documentIn('https://json-schema.org/draft/2020-12/schema');

/** For tools that read draft 07 and nothing later. */
export const businessTransactionSchemaDraft07 = documentIn('http://json-schema.org/draft-07/schema#');
