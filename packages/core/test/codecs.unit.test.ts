import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import {
  canonicalJson,
  createCustomer,
  ExternalId,
  updateCustomerCustomAttributes,
  updateCustomerSegment,
  updateCustomerState,
} from '../src/index.js';
import { decode, identifier, instant, label, text } from '../src/codecs.js';
import { NewCode } from '../src/domain/catalogue.js';
import { stateIntentIn } from '../src/operations/state-intent.js';

const violationsOf = (decoded: E.Either<unknown, unknown>): unknown => (E.isLeft(decoded) ? decoded.left : 'none');

test('an empty body is refused with one violation for each mandatory member', (t) => {
  t.deepEqual(violationsOf(decode(updateCustomerSegment.command)({})), [
    { pointer: '/requestId', rule: 'is mandatory' },
    { pointer: '/customer', rule: 'is mandatory' },
    { pointer: '/customerSegment', rule: 'is mandatory' },
  ]);
});

test('a body that is not an object is refused', (t) => {
  for (const body of [null, [], 'text', 7, undefined]) {
    t.deepEqual(violationsOf(decode(updateCustomerSegment.command)(body)), [
      { pointer: '', rule: 'must be an object' },
    ]);
  }
});

test('a number instead of a text, a null for a mandatory member and an unknown member each have a violation with their pointer', (t) => {
  const body = { requestId: 1, customer: { refId: 7 }, customerSegment: null, priority: 'high', 'a/b~c': 1 };
  t.deepEqual(violationsOf(decode(updateCustomerSegment.command)(body)), [
    { pointer: '/requestId', rule: 'must be a string of 1 to 128 characters, without NUL or unpaired surrogates' },
    { pointer: '/customer/refId', rule: 'must be a string of 1 to 64 characters, without NUL or unpaired surrogates' },
    { pointer: '/customerSegment', rule: 'must be a string of 1 to 64 characters, without NUL or unpaired surrogates' },
    { pointer: '/priority', rule: 'is not a known member' },
    { pointer: '/a~1b~0c', rule: 'is not a known member' },
  ]);
});

test('a customer reference has exactly one of the two ids', (t) => {
  const rule = 'must have exactly one of refId and externalId';
  for (const customer of [{}, { refId: 'a', externalId: 'b' }]) {
    t.deepEqual(
      violationsOf(decode(updateCustomerSegment.command)({ requestId: 'r', customer, customerSegment: 'SOHO' })),
      [{ pointer: '/customer', rule }],
    );
  }
});

test('the violation of an unknown state lists the valid states', (t) => {
  const body = { requestId: 'r', customer: { refId: 'a' }, state: { state: 'PAUSED', stateReason: 'x' } };
  t.deepEqual(violationsOf(decode(updateCustomerState.command)(body)), [
    { pointer: '/state/state', rule: 'must be one of INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED' },
  ]);
});

test('the members of a change of state must go together, and each violation has its pointer', (t) => {
  const violations = (members: Readonly<Record<string, unknown>>) =>
    violationsOf(decode(updateCustomerState.command)({ requestId: 'r', customer: { refId: 'a' }, ...members }));
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const date = { stateValidFrom: '2026-03-01T00:00:00Z' };
  t.deepEqual(violations({}), [{ pointer: '/state', rule: 'is mandatory' }]);
  t.deepEqual(violations({ state: {} }), [
    { pointer: '/state/state', rule: 'is mandatory' },
    { pointer: '/state/stateReason', rule: 'is mandatory' },
  ]);
  t.deepEqual(violations({ state: { ...state, pending: true } }), [
    { pointer: '/state/stateValidFrom', rule: 'is mandatory for a pending state' },
  ]);
  t.deepEqual(violations({ pendingOperation: 'CANCEL', state: date }), [
    { pointer: '/state', rule: 'must be left out with pendingOperation CANCEL' },
  ]);
  t.deepEqual(violations({ pendingOperation: 'CONFIRM', state: { ...date, stateReason: 'x' } }), [
    { pointer: '/state/stateReason', rule: 'must be left out with pendingOperation CONFIRM' },
  ]);
  for (const right of [
    { state },
    { state: { ...state, pending: false } },
    { state: { ...state, ...date, pending: true } },
    { pendingOperation: 'CONFIRM' },
    { pendingOperation: 'CONFIRM', state: date },
    { pendingOperation: 'CANCEL' },
  ])
    t.is(violations(right), 'none');
  t.true(E.isRight(decode(createCustomer.command)({ requestId: 'r', state: { ...state, pending: true } })));
});

test('the change of state that a body requests; a body that decoding refuses is a defect', (t) => {
  const active = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
  const stateValidFrom = '2026-03-01T00:00:00.000Z';
  t.deepEqual(stateIntentIn({ state: active }), { kind: 'now', ...active, stateValidFrom: undefined });
  t.deepEqual(stateIntentIn({ state: { ...active, stateValidFrom, pending: true } }), {
    kind: 'plan',
    ...active,
    stateValidFrom,
  });
  t.deepEqual(stateIntentIn({ pendingOperation: 'CONFIRM' }), { kind: 'confirm', stateValidFrom: undefined });
  t.deepEqual(stateIntentIn({ pendingOperation: 'CANCEL' }), { kind: 'cancel' });
  for (const body of [{}, { state: { state: 'ACTIVE' } }, { state: { stateReason: 'dfltActive' } }] as const)
    t.throws(() => stateIntentIn(body), { instanceOf: TypeError, message: 'a state needs a state and a reason' });
  t.throws(() => stateIntentIn({ state: { ...active, pending: true } }), {
    instanceOf: TypeError,
    message: 'a pending state needs a date',
  });
});

test('a null custom attribute removes its key and is valid only in a merge', (t) => {
  const body = { requestId: 'r', customer: { refId: 'a' }, customAttributes: { a: null, b: 'x' } };
  t.deepEqual(violationsOf(decode(updateCustomerCustomAttributes.command)(body)), [
    { pointer: '/customAttributes/a', rule: 'must not be null: only a merge removes a key' },
  ]);
  t.true(E.isRight(decode(updateCustomerCustomAttributes.command)({ ...body, merge: true })));
});

test('custom attributes: every invalid key and value has a violation', (t) => {
  const customAttributes = { ok: 'yes', '': 'empty key', count: 3 };
  t.deepEqual(
    violationsOf(
      decode(createCustomer.command)({
        requestId: 'r',
        state: { state: 'ACTIVE', stateReason: 'x' },
        customAttributes,
      }),
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
  t.deepEqual(violationsOf(decode(updateCustomerSegment.command)(body)), [
    { pointer: '/__proto__', rule: 'is not a known member' },
  ]);
});

test('text with NUL or lone surrogates is refused', (t) => {
  for (const requestId of ['a\0b', '\uD800', 'x\uDC00y', '']) {
    t.true(
      E.isLeft(decode(updateCustomerSegment.command)({ requestId, customer: { refId: 'a' }, customerSegment: 'S' })),
      JSON.stringify(requestId),
    );
  }
  t.true(
    E.isRight(
      decode(updateCustomerSegment.command)({ requestId: '😀 ключ', customer: { refId: 'a' }, customerSegment: 'S' }),
    ),
  );
});

test('instants: both documented forms are decoded to UTC with milliseconds', (t) => {
  t.deepEqual(decode(instant)('2024-05-01T00:00:00+02:00'), E.right('2024-04-30T22:00:00.000Z'));
  t.deepEqual(decode(instant)('2024-05-31T22:00:00.000Z'), E.right('2024-05-31T22:00:00.000Z'));
});

test('instants: of the days 00 to 32 of each month, those are taken that the calendar has', (t) => {
  const twoDigits = (n: number): string => String(n).padStart(2, '0');
  for (const year of [1900, 2023, 2024])
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const input = `${year}-${twoDigits(month)}-${twoDigits(day)}T12:00:00.000Z`;
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
        t.is(E.isRight(decode(instant)(input)), exists, input);
        t.is(instant.is(input), exists, input);
      }
});

test('instants: a missing offset, an invalid day, an invalid hour and a year out of range are refused', (t) => {
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
  t.is(canonicalJson({ b: 1, a: { d: [{ f: 1, e: 2 }], c: null } }), '{"a":{"c":null,"d":[{"e":2,"f":1}]},"b":1}');
});

test('property: decoding never throws', (t) => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      const decoded = decode(updateCustomerSegment.command)(input);
      return E.isLeft(decoded) ? decoded.left.length > 0 : true;
    }),
  );
  t.pass();
});

test('an optional member that is null counts as left out', (t) => {
  const body = { requestId: 'r', customer: { refId: 'c-1', externalId: null }, customerSegment: 'SOHO', reason: null };
  t.deepEqual(
    decode(updateCustomerSegment.command)(body),
    E.right({ requestId: 'r', customer: { refId: 'c-1' }, customerSegment: 'SOHO' }),
  );
});

test('lengths count Unicode code points, as JSON Schema and PostgreSQL do, not UTF-16 code units', (t) => {
  const two = text(2, 2);
  t.deepEqual(['😀', '😀😀', 'ab', '😀😀😀', 'abc', 'a'].map(two.is), [false, true, true, false, false, false]);
});

test('an external id is normalised, and invisible characters are refused', (t) => {
  const externalId = (given: string) => {
    const decoded = decode(ExternalId)(given);
    return E.isRight(decoded) ? decoded.right : null;
  };
  t.is(externalId('Zoe\u0308'), 'Zo\u00eb');
  t.is(externalId('a b'), 'a b');
  for (const given of [' a', 'a ', 'a\u00a0', 'a\nb', 'a\u200bb', 'a\u202eb', '\ufeffa', 'a\u001b[2J', 'a\u2028b']) {
    t.is(externalId(given), null, JSON.stringify(given));
  }
});

test('a new code needs no encoding in a URL path', (t) => {
  t.deepEqual(['SOHO', 'a.b~c_d-e', '...'].map(NewCode.is), [true, true, true]);
  t.deepEqual(['.', '..', 'a/b', 'a b', 'ä', '%41', ''].map(NewCode.is), [
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('without a profile a creation requires a state and a reason, listed with all other violations; with one it requires neither', (t) => {
  const mandatory = (pointer: string) => ({ pointer, rule: 'is mandatory' });
  const create = decode(createCustomer.command);
  t.deepEqual(violationsOf(create({})), [mandatory('/requestId'), mandatory('/state')]);
  t.deepEqual(violationsOf(create({ requestId: 'r', customerProfile: null, state: {} })), [
    mandatory('/state/state'),
    mandatory('/state/stateReason'),
  ]);
  t.deepEqual(violationsOf(create({ requestId: 'r', customerProfile: 7, state: { state: 'GONE' } })), [
    { pointer: '/customerProfile', rule: 'must be a string of 1 to 64 characters, without NUL or unpaired surrogates' },
    { pointer: '/state/state', rule: 'must be one of INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED' },
  ]);
  for (const state of [undefined, null, {}, { stateReason: 'x' }, { stateValidFrom: '2026-02-01T00:00:00Z' }])
    t.true(E.isRight(create({ requestId: 'r', customerProfile: 'b2b', state })));
});

test('an id that is too long as sent is refused even if its normal form is not, in accordance with the schema', (t) => {
  t.true(E.isLeft(decode(identifier(1, 5))('e\u0301'.repeat(5))));
  t.deepEqual(decode(identifier(1, 5))('e\u0301e\u0301'), E.right('\u00e9\u00e9'));
});

test('the schema patterns of labels and ids need no Unicode properties', (t) => {
  const characters = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).concat(
    Array.from({ length: 0x2000 }, (_, index) => String.fromCharCode(0xe000 + index)),
  );
  for (const codec of [label(1, 9), identifier(1, 9)]) {
    const withoutFlags = new RegExp(String(codec.schema['pattern']));
    const different = characters
      .flatMap((character) => [character, `a${character}b`, `a${character}`])
      .filter((value) => withoutFlags.test(value) !== codec.is(value));
    t.deepEqual(different, [], codec.name);
  }
});
