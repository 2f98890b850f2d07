import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from 'jose';
import { isSafeUrl, type JwtIssuer } from './jwt-issuer.js';

/** The keys that an issuer publishes now. Rejects when they cannot be had. */
export const publishedKeys = async (
  { issuer, jwksUri }: Pick<JwtIssuer, 'issuer' | 'jwksUri'>,
  timeoutMs: number,
): Promise<LocalJWKSet> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const keys = await jsonAt(jwksUri ?? (await discovered(issuer, signal)), signal);
  if (!isKeySet(keys)) throw new Error('the answer is no JSON Web Key Set');
  return createLocalJWKSet(keys);
};

/** Where the configuration of OpenID Connect says that the keys are. */
const discovered = async (issuer: string, signal: AbortSignal): Promise<string> => {
  const configuration = await jsonAt(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal);
  if (!isObject(configuration) || configuration['issuer'] !== issuer)
    throw new Error('the OpenID Connect configuration names another issuer');
  const jwksUri = configuration['jwks_uri'];
  if (typeof jwksUri !== 'string' || !isSafeUrl(jwksUri))
    throw new Error('the OpenID Connect configuration has no https jwks_uri');
  return jwksUri;
};

/** A redirect is not followed: it could lead anywhere. */
const jsonAt = async (url: string, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (response.status !== 200) throw new Error(`${url} answers with the status ${response.status}`);
  return response.json();
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** As far as it concerns what is read here; jose checks each key. */
const isKeySet = (value: unknown): value is JSONWebKeySet =>
  isObject(value) && Array.isArray(value['keys']) && value['keys'].every(isObject);
