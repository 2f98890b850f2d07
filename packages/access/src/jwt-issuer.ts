import { closed, label, listOf, oneOf, satisfying, text, wholeNumber } from '@casm/core/codecs';
import type * as t from 'io-ts';

/** Asymmetric ones only: who can check a signature must not be able to make one. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export const defaultAlgorithms: ReadonlyArray<(typeof algorithms)[number]> = [
  'RS256',
  'PS256',
  'ES256',
  'EdDSA',
  'Ed25519',
];

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Keys that come over plain HTTP could be anybody's, but for those of the same machine. */
export const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
};

const safeUrl = satisfying(
  text(1, 1024),
  'must be an https URL without a user; http is allowed for this machine only',
  isSafeUrl,
);

/** An authorization server whose access tokens are taken. */
export const JwtIssuer = closed(
  {
    /** As the tokens have it in `iss`. */
    issuer: safeUrl,
    /** What `aud` must have among its values. */
    audience: text(1, 1024),
  },
  {
    /** Where its public keys are; left out: where its OpenID Connect configuration says. */
    jwksUri: safeUrl,
    algorithms: listOf(oneOf(...algorithms), 1),
    /** By how much its clock may differ from this one; by default 30. */
    clockToleranceSeconds: wholeNumber(0, 300),
    /** Put before the names of its clients, where another issuer, a key or a token may have a client of the same name. */
    clientPrefix: label(1, 64),
  },
);
export type JwtIssuer = t.TypeOf<typeof JwtIssuer>;

/** The issuers of an installation, each once. */
export const JwtIssuers = satisfying(
  listOf(JwtIssuer, 1, 32),
  'must have each issuer once',
  (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
);
