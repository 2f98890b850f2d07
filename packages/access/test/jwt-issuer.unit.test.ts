import { decode } from '@casm/core/codecs';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { JwtIssuers } from '../src/index.js';

const rulesFor = (issuers: unknown): ReadonlyArray<string> => {
  const decoded = decode(JwtIssuers)(issuers);
  return E.isRight(decoded) ? [] : decoded.left.map(({ pointer, rule }) => `${pointer} ${rule}`);
};

const issuer = { issuer: 'https://login.example', audience: 'casm' };

test('an issuer has a URL and an audience', (t) => {
  t.deepEqual(rulesFor([issuer]), []);
  t.deepEqual(rulesFor([{ issuer: 'https://login.example' }]), ['/0/audience is mandatory']);
  t.deepEqual(rulesFor([{ ...issuer, audience: '' }]).length, 1);
  t.deepEqual(rulesFor([]).length, 1);
});

test('keys come over https, or from this machine', (t) => {
  for (const url of [
    'https://login.example/keys',
    'http://127.0.0.1:8081/keys',
    'http://localhost/keys',
    'http://[::1]/keys',
  ])
    t.deepEqual(rulesFor([{ ...issuer, jwksUri: url }]), [], url);
  for (const url of [
    'http://login.example/keys',
    'http://127.0.0.1.evil.example/keys',
    'http://localhost.evil.example/keys',
    'https://user@login.example/keys',
    'https://:secret@login.example/keys',
    'https://user:secret@login.example/keys',
    'file:///etc/passwd',
    'keys',
  ]) {
    t.regex(rulesFor([{ ...issuer, jwksUri: url }])[0] ?? '', /must be an https URL/, url);
    t.regex(rulesFor([{ ...issuer, issuer: url }])[0] ?? '', /must be an https URL/, url);
  }
});

test('no symmetric algorithm and no none', (t) => {
  t.deepEqual(rulesFor([{ ...issuer, algorithms: ['RS256', 'EdDSA'] }]), []);
  for (const algorithm of ['HS256', 'HS512', 'none', 'rs256', ''])
    t.is(rulesFor([{ ...issuer, algorithms: [algorithm] }]).length, 1, algorithm);
  t.is(rulesFor([{ ...issuer, algorithms: [] }]).length, 1);
});

test('each issuer stands there once', (t) => {
  t.deepEqual(rulesFor([issuer, { ...issuer, audience: 'other' }]), [' must have each issuer once']);
  const other = { ...issuer, issuer: 'https://other.example' };
  for (const [one, two] of [
    [undefined, undefined],
    ['a/', undefined],
    ['a/', 'a/'],
    ['a/', 'a/b/'],
  ] as const) {
    const both = [
      { ...issuer, ...(one === undefined ? {} : { clientPrefix: one }) },
      { ...other, ...(two === undefined ? {} : { clientPrefix: two }) },
    ];
    for (const issuers of [both, both.toReversed()])
      t.regex(rulesFor(issuers).join(), /must have a clientPrefix for each issuer/, `${one} and ${two}`);
  }
  t.deepEqual(
    rulesFor([
      { ...issuer, clientPrefix: 'a/' },
      { ...other, clientPrefix: 'b/' },
    ]),
    [],
  );
});
