import { ClientName, schedulerName, UserName } from '@casm/core';
import type { Access, Caller, Refusal } from './access.js';
import { type TokenFault, tokenFaults } from './problem-types.js';

/**
 * Validates the answer of an embedder's function, because JavaScript does not enforce its type. Null if it is not an
 * Access, or if its client name is not allowed.
 */
export const readAccess = (answer: unknown): Access | null =>
  isObject(answer) ? (answer['refused'] === undefined ? callerIn(answer) : refusalIn(answer)) : null;

type Answer = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Answer => typeof value === 'object' && value !== null;

const refusalIn = ({ refused, challenge, detail, fault }: Answer): Refusal | null => {
  if (refused === 'unavailable') return { refused };
  if (refused === 'forbidden') return { refused, ...(typeof detail === 'string' ? { detail } : {}) };
  if (refused === 'unauthenticated') return { refused, ...(typeof challenge === 'string' ? { challenge } : {}) };
  if (refused === 'invalid-token')
    return {
      refused,
      detail: typeof detail === 'string' ? detail : 'The token is not valid.',
      ...(isTokenFault(fault) ? { fault } : {}),
    };
  return null;
};

const isTokenFault = (value: unknown): value is TokenFault => tokenFaults.some((fault) => fault === value);

const callerIn = ({ client, onBehalfOf, scopes }: Answer): Caller | null => {
  if (!ClientName.is(client) || client === schedulerName) return null;
  if (onBehalfOf !== undefined && !UserName.is(onBehalfOf)) return null;
  if (scopes !== undefined && !isTexts(scopes)) return null;
  return { client, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...(scopes === undefined ? {} : { scopes }) };
};

const isTexts = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
