import { apiKeyTokens, isJwt, jwtTokens, notedUses, staticTokens } from '@casm/access';
import type { Access, AccessOptions, AccessRequest } from '@casm/adapter-http';
import type { ApiKeys } from '@casm/core';
import { backgroundLoop, type Log, type Service } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../config.js';
import { causeOf } from './cause-of.js';
import { isHostOfThisMachine } from './this-machine.js';

export interface Authentication extends Service {
  /** As the API takes it. */
  readonly access: Pick<AccessOptions, 'authenticate' | 'access'>;
}

const everyMinute = 60_000;

/** Who may come in: tokens of the list, API keys where they are on, and access tokens of the issuers; or everybody. */
export const startAuthentication = (
  { auth, tokens, jwtIssuers, apiKeys }: Pick<Config, 'auth' | 'tokens' | 'jwtIssuers' | 'apiKeys'>,
  keys: ApiKeys,
  log: Log,
): Authentication => {
  if (auth === 'none') return { access: { access: everybodyHere }, stop: async () => undefined };
  const byList = staticTokens(tokens ?? new Map());
  const byIssuer = jwtTokens(jwtIssuers ?? [], {
    onTrouble: (issuer, cause) => log.warn('the keys of an issuer cannot be loaded', { issuer, cause }),
  });
  const { byKey, stop } = apiKeys ? startApiKeys(keys, log) : none;
  const authenticate = (token: string) => byList(token) ?? (isJwt(token) ? byIssuer(token) : byKey(token));
  return { access: { authenticate }, stop };
};

/**
 * Lets everybody in whose request names this machine. A web page whose own name was made to lead here names itself: its browser takes this
 * API for a part of the page, and asks for no permission.
 */
const everybodyHere = ({ header }: AccessRequest): Access =>
  isHostOfThisMachine(header('Host'))
    ? { client: 'anonymous' }
    : {
        refused: 'forbidden',
        detail: 'Without authentication the header Host must name this machine, such as localhost.',
      };

const none = { byKey: () => null, stop: async () => undefined };

/** When keys were used is written once a minute, and at the end. */
const startApiKeys = (keys: ApiKeys, log: Log) => {
  const uses = notedUses(keys);
  const byKey = apiKeyTokens({
    keys,
    onUse: uses.note,
    onTrouble: (cause) => log.warn('the API keys cannot be read', { cause }),
  });
  const write = async (): Promise<void> => {
    const written = await uses.write();
    if (E.isLeft(written)) log.warn('the use of API keys cannot be noted', { cause: causeOf(written.left) });
  };
  const writing = backgroundLoop({
    pass: async () => {
      await write();
      return 'done';
    },
    onFailure: (error) => log.warn('the use of API keys cannot be noted', { cause: String(error) }),
    idle: () => everyMinute,
    pause: { shortest: everyMinute, longest: everyMinute },
  });
  return {
    byKey,
    stop: async () => {
      await writing.stop();
      await write();
    },
  };
};
