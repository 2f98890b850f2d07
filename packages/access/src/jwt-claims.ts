import { ClientName, schedulerName, UserName } from '@casm/core';
import type { JWTPayload } from 'jose';
import { type Authentication, invalidToken } from './authenticate.js';

/** Whom a token that is valid lets in: the client it was given to, the user that the client acts for, and the scopes. */
export const holderIn = (payload: JWTPayload, clientPrefix: string): Authentication => {
  const subject = textIn(payload, 'sub');
  const name = textIn(payload, 'client_id') ?? textIn(payload, 'azp') ?? subject;
  const client = name === null ? null : `${clientPrefix}${name}`;
  if (!ClientName.is(client) || client === schedulerName)
    return invalidToken('The token does not name a client (client_id, azp or sub) that can be recorded.', 'malformed');
  const isForClient = subject === null || subject === name;
  if (!isForClient && !UserName.is(subject))
    return invalidToken('The token acts for a user (sub) that cannot be recorded.', 'malformed');
  return {
    client,
    scopes: scopesIn(payload),
    ...(isForClient ? {} : { onBehalfOf: subject }),
  };
};

const textIn = (payload: JWTPayload, claim: string): string | null => {
  const value = payload[claim];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** RFC 9068 has `scope`, a text with blanks; some issuers have `scp`, such a text or a list. A token without either may do nothing. */
const scopesIn = ({ scope, scp }: JWTPayload): ReadonlyArray<string> => {
  const given = scope ?? scp;
  if (typeof given === 'string') return given.split(' ').filter((each) => each !== '');
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : [];
};
