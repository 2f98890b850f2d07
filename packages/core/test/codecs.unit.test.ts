import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { canonicalJson, CreateCustomer, UpdateCustomerSegment, UpdateCustomerState } from '../src/index.js';
import { decode, instant } from '../src/codecs.js';

const violationsOf = (decoded: E.Either<unknown, unknown>): unknown => (E.isLeft(decoded) ? decoded.left : 'none');

test('an empty body violates every mandatory member at once', (t) => {
  t.deepEqual(violationsOf(decode(UpdateCustomerSegment)({})), [
    { pointer: '/requestId', rule: 'is mandatory' },
    { pointer: '/customer', rule: 'is mandatory' },
    { pointer: '/customerSegment', rule: 'is mandatory' },
  ]);
});

test('a body that is no object is told so', (t) => {
  for (const body of [null, [], 'text', 7, undefined]) {
    t.deepEqual(violationsOf(decode(UpdateCustomerSegment)(body)), [{ pointer: '', rule: 'must be an object' }]);
  }
});

test('a number in place of a text, a null, and an unknown member are each named with their place', (t) => {
  const body = { requestId: 1, customer: { refId: null }, customerSegment: 'SOHO', priority: 'high', 'a/b~c': 1 };
  t.deepEqual(violationsOf(decode(UpdateCustomerSegment)(body)), [
    { pointer: '/requestId', rule: 'must be a string of 1 to 128 characters, without NUL or unpaired surrogates' },
    { pointer: '/customer/refId', rule: 'must be a string of 1 to 64 characters, without NUL or unpaired surrogates' },
    { pointer: '/priority', rule: 'is not a known member' },
    { pointer: '/a~1b~0c', rule: 'is not a known member' },
  ]);
});

test('a customer is named by exactly one of its ids', (t) => {
  const rule = 'must have exactly one of refId and externalId';
  for (const customer of [{}, { refId: 'a', externalId: 'b' }]) {
    t.deepEqual(violationsOf(decode(UpdateCustomerSegment)({ requestId: 'r', customer, customerSegment: 'SOHO' })), [
      { pointer: '/customer', rule },
    ]);
  }
});

test('a state outside its enumeration is answered with the enumeration', (t) => {
  const body = { requestId: 'r', customer: { refId: 'a' }, state: { state: 'PAUSED', stateReason: 'x' } };
  t.deepEqual(violationsOf(decode(UpdateCustomerState)(body)), [
    { pointer: '/state/state', rule: 'must be one of INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED' },
  ]);
});

test('a planned state change is refused on update, and ignored on creation as documented', (t) => {
  const state = { state: 'ACTIVE', stateReason: 'dfltActive', pending: true };
  t.deepEqual(violationsOf(decode(UpdateCustomerState)({ requestId: 'r', customer: { refId: 'a' }, state })), [
    { pointer: '/state/pending', rule: 'must be false: planned state changes are not supported yet' },
  ]);
  t.true(E.isRight(decode(CreateCustomer)({ requestId: 'r', state })));
});

test('custom attributes: every wrong key and value is named', (t) => {
  const customAttributes = { ok: 'yes', '': 'empty key', count: 3 };
  t.deepEqual(
    violationsOf(
      decode(CreateCustomer)({ requestId: 'r', state: { state: 'ACTIVE', stateReason: 'x' }, customAttributes }),
    ),
    [
      {
        pointer: '/customAttributes',
        rule: 'has a key that must be a string of 1 to 64 characters, without NUL or unpaired surrogates',
      },
      {
        pointer: '/customAttributes/count',
        rule: 'must be a string of 0 to 1024 characters, without NUL or unpaired surrogates',
      },
    ],
  );
});

test('a member named __proto__ is refused like any other unknown one', (t) => {
  const body: unknown = JSON.parse(
    '{"requestId":"r","customer":{"refId":"a"},"customerSegment":"S","__proto__":{"reason":"x"}}',
  );
  t.deepEqual(violationsOf(decode(UpdateCustomerSegment)(body)), [
    { pointer: '/__proto__', rule: 'is not a known member' },
  ]);
});

test('text that UTF-8 or a database cannot carry is refused', (t) => {
  for (const requestId of ['a\0b', '\uD800', 'x\uDC00y', '']) {
    t.true(
      E.isLeft(decode(UpdateCustomerSegment)({ requestId, customer: { refId: 'a' }, customerSegment: 'S' })),
      JSON.stringify(requestId),
    );
  }
  t.true(
    E.isRight(decode(UpdateCustomerSegment)({ requestId: '😀 ключ', customer: { refId: 'a' }, customerSegment: 'S' })),
  );
});

test('moments: both documented forms are read as UTC with milliseconds', (t) => {
  t.deepEqual(decode(instant)('2024-05-01T00:00:00+02:00'), E.right('2024-04-30T22:00:00.000Z'));
  t.deepEqual(decode(instant)('2024-05-31T22:00:00.000Z'), E.right('2024-05-31T22:00:00.000Z'));
});

test('moments: no offset, no such day, no such hour, a year that a database cannot hold', (t) => {
  const wrong = [
    '2024-05-01T00:00:00',
    '2024-05-01',
    '2023-02-29T00:00:00Z',
    '2024-05-01T25:00:00Z',
    '2024-05-01T24:00:00Z',
    '0000-01-01T00:00:00Z',
    'now',
    3,
  ];
  for (const input of wrong) t.true(E.isLeft(decode(instant)(input)), String(input));
});

test('canonical JSON does not depend on the order of members', (t) => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      return canonicalJson(value) === canonicalJson(reversed);
    }),
  );
  t.not(canonicalJson({ a: [1, 2] }), canonicalJson({ a: [2, 1] }));
});

test('whatever arrives, decoding answers and never throws', (t) => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      const decoded = decode(UpdateCustomerSegment)(input);
      return E.isLeft(decoded) ? decoded.left.length > 0 : true;
    }),
  );
  t.pass();
});
