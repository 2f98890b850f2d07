import { type Authenticate, jwtTokens, staticTokens } from '@casm/access';
import type { Log } from '@casm/services';
import type { Config } from '../config.js';

/** Who may come in: the tokens of the list, and those of the issuers. */
export const authenticationBy = (
  { tokens, jwtIssuers }: Pick<Config, 'tokens' | 'jwtIssuers'>,
  log: Log,
): Authenticate => {
  const byList = staticTokens(tokens ?? new Map());
  const byIssuer = jwtTokens(jwtIssuers ?? [], {
    onTrouble: (issuer, cause) => log.warn('the keys of an issuer cannot be loaded', { issuer, cause }),
  });
  return (token) => byList(token) ?? byIssuer(token);
};
