import { errors, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import { keptInMemory, type KeptInMemoryOptions } from './kept-in-memory.js';

/** The issuer is unavailable, and the key is not cached. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export type IssuerKeysOptions = KeptInMemoryOptions<LocalJWKSet>;

/**
 * Returns a cache of the published keys of an issuer. An unknown key id causes a load, so that a rotation needs no restart, but at most
 * once per cooldown, so that invented key ids do not reach the issuer. While the issuer is unavailable, cached keys stay valid.
 */
export const issuerKeys = (options: IssuerKeysOptions): JWTVerifyGetKey => {
  const kept = keptInMemory(options);
  return async (header, token) => {
    await kept.refresh();
    const keys = kept.value();
    if (keys === null) throw new KeysUnavailable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await kept.reload();
      if (kept.hasFailed()) throw new KeysUnavailable();
      return (kept.value() ?? keys)(header, token);
    }
  };
};
