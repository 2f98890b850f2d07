import { customerOperations, type OutboundMessage } from '@casm/core';
import fc from 'fast-check';

/** Text of every length that the codec takes, counted as it counts: in UTF-16 units, of which some characters need two. */
const text = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: min, maxLength: max }),
      fc.constantFrom('a', '\u0001', '"', '😀').map((unit) => unit.repeat(Math.floor(max / unit.length))),
    )
    .filter((value) => value.length >= min && value.length <= max && !value.includes('\0'));

const orNull = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: null });

/** Instants in each form that the codec accepts: with or without a fraction, in UTC or with an offset. */
const moments = fc
  .tuple(
    fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('', '.1', '.999', '.123456789'),
    fc.constantFrom('Z', '+00:00', '-00:00', '+14:00', '-23:59'),
  )
  .map(([date, fraction, offset]) => `${date.toISOString().slice(0, 19)}${fraction}${offset}`);

const code = text(1, 64);
const customerState = fc.record({
  state: fc.constantFrom('INACTIVE', 'ACTIVE', 'SUSPENDED', 'DEACTIVATED'),
  stateReason: code,
  stateValidFrom: moments,
});

const customer = fc.record({
  refId: text(1, 64),
  externalId: orNull(text(1, 256)),
  customName: orNull(text(1, 256)),
  customerSegment: orNull(code),
  customAttributes: fc.dictionary(text(1, 64), text(0, 1024), { maxKeys: 100 }),
  state: customerState,
  testCustomer: fc.boolean(),
  version: fc.integer({ min: 1, max: 0x7fffffff }),
});

const plainJson = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('\\u0000'));
const fields = ['externalId', 'customName', 'customerSegment', 'customAttributes', 'state', 'testCustomer'];
const operations = customerOperations.map(({ name }) => name);

/** Envelopes that the codec accepts. */
export const envelopes = fc.record({
  transactionId: text(1, 64),
  requestId: text(1, 128),
  operation: fc.constantFrom(...operations),
  occurredAt: moments,
  initiator: text(1, 128),
  reason: orNull(text(1, 1024)),
  changes: fc.array(fc.record({ field: fc.constantFrom(...fields), before: plainJson, after: plainJson }), {
    maxLength: 16,
  }),
  payload: fc.record({ customer }),
});

const edges: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  moments,
  fc.constantFrom('2024-05-01T24:00:00Z', '2024-02-30T00:00:00Z', '2024-05-01T23:59:60Z', '2024-05-01t00:00:00z'),
  fc.constantFrom('', 'a', '\0', '\uD800', 'x'.repeat(1025), 0, 1, 1.5, 2 ** 31, null, [], {}),
);

/** The value with one place replaced, one member removed or one member added. */
const disturbed = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null) return edges;
  const items: ReadonlyArray<unknown> | null = Array.isArray(value) ? value : null;
  if (items !== null)
    return fc.oneof(edges, ...items.map((held, at) => disturbed(held).map((other) => items.with(at, other))));
  const entries: ReadonlyArray<[string, unknown]> = Object.entries(value);
  const withOther = ([name, held]: [string, unknown]) =>
    fc.option(disturbed(held), { nil: undefined }).map((other) => ({ ...value, [name]: other }));
  return fc.oneof(
    edges,
    edges.map((extra) => ({ ...value, extra })),
    ...entries.map(withOther),
  );
};

/** Envelopes with one disturbance, some of which the codec accepts. */
export const almostEnvelopes = envelopes
  .chain(disturbed)
  .map((value): unknown => JSON.parse(JSON.stringify(value) ?? 'null'));

export const outboundMessages: fc.Arbitrary<OutboundMessage> = envelopes.chain((envelope) =>
  fc.record({
    kind: fc.constant('customer'),
    refId: fc.constant(envelope.payload.customer.refId),
    version: fc.constant(envelope.payload.customer.version),
    topic: fc.constantFrom('casm.customer', 'segments'),
    transactionId: fc.constant(envelope.transactionId),
    operation: fc.constant(envelope.operation),
    occurredAt: fc.constant(envelope.occurredAt).map((moment) => new Date(moment).toISOString()),
    traceparent: orNull(fc.constant('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')),
    replayedAt: orNull(fc.constant('2026-02-02T08:00:00.000Z')),
    body: fc.constant(JSON.stringify(envelope)),
  }),
);
