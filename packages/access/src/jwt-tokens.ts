import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import { type Authenticate, type Authentication, invalidToken, unavailable } from './authenticate.js';
import { type IssuerKeys, issuerKeys, type IssuerKeysOptions, KeysUnavailable } from './issuer-keys.js';
import { holderIn } from './jwt-claims.js';
import { malformed, refusalOf } from './jwt-refusals.js';
import { defaultAlgorithms, type JwtIssuer } from './jwt-issuer.js';
import { publishedKeys } from './published-keys.js';

/** The options of `jwtTokens`. All times are in milliseconds. */
export interface JwtTokensOptions extends Partial<
  Pick<IssuerKeysOptions, 'refreshMs' | 'staleMs' | 'cooldownMs' | 'retryMs' | 'now'>
> {
  /** The timeout of a request to an issuer, which must be shorter than that of an API request; 2000 by default. */
  readonly timeoutMs?: number;
  /** Called with the cause when the keys of an issuer cannot be loaded. Must not throw. */
  readonly onTrouble?: (issuer: string, cause: string) => void;
}

interface KnownIssuer {
  readonly issuer: JwtIssuer;
  readonly keys: IssuerKeys;
}

/** True for a JWT in compact form, signed or not. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]*\.[\w-]*$/.test(token);

/** Authenticates OAuth 2 access tokens of these issuers; null for a token that is not a JWT. */
export const jwtTokens = (issuers: ReadonlyArray<JwtIssuer>, options: JwtTokensOptions = {}): Authenticate => {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer, options) }]));
  return async (token) => {
    if (!isJwt(token)) return null;
    try {
      return await verified(token, known);
    } catch (error) {
      if (error instanceof KeysUnavailable) return unavailable;
      if (error instanceof errors.JOSEError) return refusalOf(error);
      throw error;
    }
  };
};

const keysOf = (
  issuer: JwtIssuer,
  {
    timeoutMs = 2000,
    refreshMs = 300_000,
    staleMs = 900_000,
    cooldownMs = 10_000,
    retryMs = 1000,
    onTrouble = () => undefined,
    now = () => performance.now(),
  }: JwtTokensOptions,
): IssuerKeys =>
  issuerKeys({
    load: () => publishedKeys(issuer, timeoutMs),
    refreshMs,
    staleMs,
    cooldownMs,
    retryMs,
    onTrouble: (cause) => onTrouble(issuer.issuer, cause),
    now,
  });

/** Headers that say where a key is, or that bring one: whoever made the token could name any. */
const foreignKeys = ['jku', 'x5u', 'jwk'] as const;

const verified = async (token: string, known: ReadonlyMap<string, KnownIssuer>): Promise<Authentication> => {
  const claimed = unverified(token);
  if (claimed === null) return malformed;
  const foreign = foreignKeys.find((name) => claimed.header[name] !== undefined);
  if (foreign !== undefined)
    return invalidToken(`The token brings a key of its own (${foreign}), which is never used.`, 'foreign-key');
  const from = known.get(claimed.issuer);
  if (from === undefined) return invalidToken('The token is of an issuer that is not trusted here.', 'issuer');
  const { issuer, keys } = from;
  const { payload } = await keys((key) =>
    jwtVerify(token, typeof key === 'function' ? key : () => key, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...(issuer.algorithms ?? defaultAlgorithms)],
      clockTolerance: issuer.clockToleranceSeconds ?? 30,
      requiredClaims: ['exp'],
    }),
  );
  return holderIn(payload, issuer.clientPrefix ?? '');
};

/** What the token says of itself, of which nothing is proven; null: it cannot be read. */
const unverified = (token: string): { readonly header: ProtectedHeaderParameters; readonly issuer: string } | null => {
  try {
    const { iss } = decodeJwt(token);
    return { header: decodeProtectedHeader(token), issuer: typeof iss === 'string' ? iss : '' };
  } catch {
    // Both throw for what is no base64url of a JSON object, and for nothing else.
    return null;
  }
};
