import { closed, label, listOf, oneOf, satisfying, text, wholeNumber } from '@casm/core/codecs';
import type * as t from 'io-ts';

/** Asymmetric algorithms only: a verifier must not be able to sign. */
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

/** True for https, and for http on the local machine: keys over plain HTTP could be forged. */
export const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const hasUser = url.username !== '' || url.password !== '';
  return !hasUser && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
};

const safeUrl = satisfying(
  text(1, 1024),
  'must be an https URL without a user or a password; http is allowed for this machine only',
  isSafeUrl,
);

/** An authorization server whose access tokens are accepted. */
export const JwtIssuer = closed(
  {
    /** The value of `iss` in its tokens. */
    issuer: safeUrl,
    /** A required value of `aud`. */
    audience: text(1, 1024),
  },
  {
    /** The URL of its public keys; by default the one in its OpenID Connect configuration. */
    jwksUri: safeUrl,
    algorithms: listOf(oneOf(...algorithms), 1),
    /** The accepted difference of its clock in seconds; 30 by default. */
    clockToleranceSeconds: wholeNumber(0, 300),
    /** A prefix of its client names, to distinguish them from clients of other issuers, keys and tokens. */
    clientPrefix: label(1, 64),
  },
);
export type JwtIssuer = t.TypeOf<typeof JwtIssuer>;

const isOnce = (issuers: ReadonlyArray<JwtIssuer>): boolean =>
  new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length;

/** Whether no client name of one issuer can be that of another. */
const areApart = (issuers: ReadonlyArray<JwtIssuer>): boolean => {
  const prefixes = issuers.map(({ clientPrefix = '' }) => clientPrefix);
  return prefixes.every((prefix, place) => prefixes.every((other, at) => at === place || !other.startsWith(prefix)));
};

/** The issuers of an installation. Each occurs once; of several, each has a prefix with which that of no other begins. */
export const JwtIssuers = satisfying(
  satisfying(listOf(JwtIssuer, 1, 32), 'must have each issuer once', isOnce),
  'must have a clientPrefix for each issuer if there are several, with which no other begins: a client of one is none of another',
  areApart,
);
