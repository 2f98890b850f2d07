import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import asyncApi from '@asyncapi/specs';
import { BusinessTransaction, customerOperations, type OutboundMessage } from '@casm/core';
import { decode } from '@casm/core/codecs';
import { Ajv } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import test from 'ava';
import { CloudEvent, Kafka as CloudEventsOnKafka } from 'cloudevents';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { asyncApiDocument } from '../src/message-contract.js';
import { exampleMessages } from '../src/message-examples.js';
import { headersOf, headersSchema } from '../src/message-headers.js';
import { businessTransactionSchema, businessTransactionSchemaDraft07 } from '../src/message-schema.js';
import { almostEnvelopes, envelopes, outboundMessages } from './arbitraries.js';
import { contractFiles, inReference } from './committed-contract.js';

const ajv = formats.default(new Ajv2020({ allErrors: true }));
const isEnvelope = ajv.compile(businessTransactionSchema);
const areHeaders = ajv.compile(headersSchema);

/** Compiles a schema with a separate validator, because two schemas with one $id cannot share a validator. */
const compiled = (schema: string): ValidateFunction =>
  formats.default(new Ajv2020({ allErrors: true })).compile(JSON.parse(schema));

const headersIn = (message: OutboundMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(headersOf(message).flatMap((header) => Object.entries(header)));

for (const { file, text } of contractFiles) {
  const name = file.pathname.split('/').at(-1);
  test(`${name} agrees with the committed one; npm run contract rewrites it`, async (t) => {
    t.is(text, await readFile(file, 'utf8').catch(() => 'there is no such file'));
  });
}

/** Resolves a reference within the document; undefined if it does not resolve. */
const at = (document: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? Object.entries(value).find(([key]) => key === name)?.[1]
          : undefined,
      document,
    );

test('the AsyncAPI document is valid by the official schema, and all its references resolve', (t) => {
  // The official schema includes draft 07, so the validator must not add its own.
  const validator = new Ajv({ allErrors: true, strict: false, meta: false, validateSchema: false });
  const isAsyncApi = formats.default(validator).compile(JSON.parse(JSON.stringify(asyncApi.schemas['3.1.0'])));
  t.true(isAsyncApi(asyncApiDocument), JSON.stringify(isAsyncApi.errors));
  const references = [...JSON.stringify(asyncApiDocument).matchAll(/"\$ref":"([^"]+)"/g)].flatMap(([, to]) => to ?? []);
  t.true(references.length > 0);
  for (const to of references) t.not(at(asyncApiDocument, to), undefined, to);
});

test('the public AsyncAPI parser reports no problem in the document', async (t) => {
  const { diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument));
  t.deepEqual(
    diagnostics.map(({ code, message }) => `${code}: ${message}`),
    [],
  );
});

test('the examples of the committed document decode with the codec and are valid by the committed schema', async (t) => {
  const document: unknown = JSON.parse(await readFile(inReference('asyncapi.json'), 'utf8'));
  const isCommitted = compiled(await readFile(inReference('business-transaction.schema.json'), 'utf8'));
  const examples = at(document, '#/components/messages/businessTransaction/examples');
  if (!Array.isArray(examples)) return t.fail('there are none');
  t.is(examples.length, customerOperations.length);
  for (const example of examples) {
    const payload = at(example, '#/payload');
    t.deepEqual(decode(BusinessTransaction)(payload), E.right(payload));
    t.true(isCommitted(payload), ajv.errorsText(isCommitted.errors));
    t.true(areHeaders(at(example, '#/headers')), ajv.errorsText(areHeaders.errors));
  }
});

test('everything that the codec decodes or encodes is valid by the schema', (t) => {
  fc.assert(
    fc.property(envelopes, (envelope) => {
      const decoded = decode(BusinessTransaction)(envelope);
      return E.isRight(decoded) && isEnvelope(decoded.right) && isEnvelope(envelope);
    }),
  );
  t.pass();
});

test('a validator of draft 07 accepts the same messages', (t) => {
  // In strict mode, a keyword that draft 07 does not have throws.
  const isEnvelopeInDraft07 = formats
    .default(new Ajv({ strict: true, strictTypes: false }))
    .compile(businessTransactionSchemaDraft07);
  fc.assert(fc.property(envelopes, (envelope) => isEnvelopeInDraft07(envelope)));
  fc.assert(fc.property(almostEnvelopes, (input) => isEnvelopeInDraft07(input) === isEnvelope(input)));
  t.pass();
});

/** Returns each schema within the schema, with its place. */
const schemasIn = (schema: unknown, place = '#'): ReadonlyArray<readonly [string, object]> =>
  typeof schema !== 'object' || schema === null
    ? []
    : [
        [place, schema],
        ...Object.entries(schema).flatMap(([name, held]) =>
          ['examples', 'enum', 'const', 'required', 'type'].includes(name) ? [] : schemasIn(held, `${place}/${name}`),
        ),
      ];

test('generated code has names and types: each object and enum has a title, and nullable members have a nullable type', (t) => {
  const all = [...schemasIn(businessTransactionSchema), ...schemasIn(headersSchema)];
  const isObject = ([, schema]: readonly [string, object]): boolean =>
    'enum' in schema || ('type' in schema && [schema.type].flat().includes('object'));
  t.true(all.filter(isObject).length > 8);
  for (const [place, schema] of all.filter(isObject)) t.true('title' in schema, place);
  for (const [place, schema] of all) t.false('anyOf' in schema || 'oneOf' in schema, place);
});

test('the schema is never stricter than the codec', (t) => {
  let read = 0;
  fc.assert(
    fc.property(almostEnvelopes, (input) => {
      if (E.isLeft(decode(BusinessTransaction)(input))) return true;
      read += 1;
      return isEnvelope(input);
    }),
    { numRuns: 2000 },
  );
  t.true(read > 20, `the codec read only ${read}`);
});

test('a reader of version 1 accepts the additions that the policy allows, and refuses a missing member', (t) => {
  for (const message of exampleMessages) {
    const read = decode(BusinessTransaction)(JSON.parse(message.body));
    if (E.isLeft(read)) return t.fail();
    const body = read.right;
    t.true(isEnvelope({ ...body, channel: 'web' }));
    t.true(isEnvelope({ ...body, payload: { customer: { ...body.payload.customer, riskClass: 'A' } } }));
    t.true(isEnvelope({ ...body, operation: 'updateCustomerRiskClass' }));
    t.true(isEnvelope({ ...body, changes: [{ field: 'riskClass', before: null, after: 'A' }] }));
    for (const name of Object.keys(body)) t.false(isEnvelope({ ...body, [name]: undefined }), name);
  }
});

test('messages.md documents every header and every member of the body', async (t) => {
  const page = await readFile(inReference('messages.md'), 'utf8');
  for (const message of exampleMessages) {
    const read = decode(BusinessTransaction)(JSON.parse(message.body));
    const members = E.isRight(read) ? Object.keys(read.right) : [];
    t.true(members.length > 0);
    for (const name of [
      ...members,
      ...Object.keys(headersIn({ ...message, traceparent: 'a trace', replayedAt: 'a moment' })),
    ])
      t.regex(page, new RegExp(`^\\| .*\`${name}[\`.]`, 'm'), name);
  }
});

test('the headers of every message are valid by their schema', (t) => {
  fc.assert(fc.property(outboundMessages, (message) => areHeaders(headersIn(message))));
  t.pass();
});

/** Decodes a message with the CloudEvents SDK only. Throws if it is not a valid event by the strict rules. */
const eventIn = ({ refId, body }: OutboundMessage, headers: Readonly<Record<string, string>>): CloudEvent<unknown> => {
  const received = { headers, key: refId, value: body, body };
  const read = CloudEventsOnKafka.toEvent<unknown>(received);
  return new CloudEvent(Array.isArray(read) ? {} : read, true);
};

test('the public CloudEvents SDK accepts every message, with its attributes and its data', (t) => {
  fc.assert(
    fc.property(outboundMessages, (message) => {
      const event = eventIn(message, headersIn(message));
      t.like(event, {
        id: message.transactionId,
        source: 'urn:casm',
        type: `casm.customer.${message.operation}`,
        time: message.occurredAt,
        subject: message.refId,
        datacontenttype: 'application/json',
        dataschema: 'urn:casm:schema:business-transaction:1',
      });
      t.deepEqual(event.data, JSON.parse(message.body));
      t.true(isEnvelope(event.data));
    }),
  );
});

test('the public CloudEvents SDK refuses a message that lacks an attribute', (t) => {
  for (const message of exampleMessages) {
    for (const name of ['ce_id', 'ce_source', 'ce_type']) {
      t.throws(() => eventIn(message, { ...headersIn(message), [name]: '' }), undefined, name);
    }
  }
});
