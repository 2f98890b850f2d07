import { asyncApiDocument } from '../src/message-contract.js';
import { businessTransactionSchema, businessTransactionSchemaDraft07 } from '../src/message-schema.js';

/** A file of docs/reference. */
export const inReference = (name: string): URL => new URL(`../../../docs/reference/${name}`, import.meta.url);
const written = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

/** The files of the message contract with their required contents. */
export const contractFiles = [
  { file: inReference('business-transaction.schema.json'), text: written(businessTransactionSchema) },
  {
    file: inReference('business-transaction.draft-07.schema.json'),
    text: written(businessTransactionSchemaDraft07),
  },
  { file: inReference('asyncapi.json'), text: written(asyncApiDocument) },
];
