import { type CryptoKey, errors, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import { keptInMemory, type KeptInMemoryOptions } from './kept-in-memory.js';

/** The issuer is unavailable, and the key is not cached. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export type IssuerKeysOptions = KeptInMemoryOptions<LocalJWKSet>;

/** Verifies a token by a key, or by the one that a key set has for it. Rejects with a JOSEError. */
type Verify<A> = (key: CryptoKey | JWTVerifyGetKey) => Promise<A>;

/** Verifies by the published keys of an issuer. Rejects with KeysUnavailable, or as the verification does. */
export type IssuerKeys = <A>(verify: Verify<A>) => Promise<A>;

/**
 * Returns a cache of the published keys of an issuer. A token that none of them has signed causes a load, so that a rotation needs no
 * restart, also one that keeps the key id or has none. There is at most one load per cooldown, so that invented key ids and signatures do
 * not reach the issuer. While the issuer is unavailable, cached keys stay valid.
 */
export const issuerKeys = (options: IssuerKeysOptions): IssuerKeys => {
  const kept = keptInMemory(options);
  return async (verify) => {
    await kept.refresh();
    const keys = kept.value();
    if (keys === null) throw new KeysUnavailable();
    try {
      return await byEachOf(keys, verify);
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown && !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      await kept.reload();
      if (isUnknown && kept.hasFailed()) throw new KeysUnavailable();
      const latest = kept.value() ?? keys;
      if (latest === keys) throw error;
      return byEachOf(latest, verify);
    }
  };
};

/** Where several keys can be meant, such as for a token without a key id, each is tried. */
const byEachOf = async <A>(keys: LocalJWKSet, verify: Verify<A>): Promise<A> => {
  try {
    return await verify(keys);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await verify(key);
      } catch (ofKey) {
        if (!(ofKey instanceof errors.JWSSignatureVerificationFailed)) throw ofKey;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
};
