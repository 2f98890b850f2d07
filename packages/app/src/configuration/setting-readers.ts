import { isIPv6 } from 'node:net';
import { isOrigin } from '@casm/adapter-http';
import { urlFault } from '@casm/adapter-postgres';
import { ClientName, type Violation } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

/** What a setting's text means, or all that is wrong with it; what is wrong never repeats the text, which may be a secret. */
export type Reader<A> = (input: string) => E.Either<ReadonlyArray<Violation>, A>;

const must = (rule: string): E.Either<ReadonlyArray<Violation>, never> =>
  E.left([{ pointer: '', rule: `must ${rule}` }]);

export const asCodec =
  <A>(codec: t.Type<A, unknown, unknown>): Reader<A> =>
  (input) =>
    decode(codec)(input);

export const asJson =
  <A>(decodeJson: (json: unknown) => E.Either<ReadonlyArray<Violation>, A>): Reader<A> =>
  (input) => {
    const json = E.tryCatch(
      (): unknown => JSON.parse(input),
      () => 'not JSON',
    );
    return E.isLeft(json) ? must('be JSON') : decodeJson(json.right);
  };

export const postgresUrl: Reader<string> = (input) => {
  const fault = urlFault(input);
  // It stays as it is: `URL` cannot parse several hosts or a user without a host, which the adapter can.
  return fault === null ? E.right(input) : must(fault);
};

/** The members of a list with commas between them, and blanks around them where a person has put some. */
const listed = (input: string): ReadonlyArray<string> => input.split(',').map((member) => member.trim());

const isBroker = (broker: string): boolean => {
  const [, v6, name, port] = /^(?:\[([\d:a-fA-F.]+)\]|([A-Za-z0-9_][A-Za-z0-9_.-]*)):(\d{1,5})$/.exec(broker) ?? [];
  const isHost = v6 === undefined ? name !== undefined : isIPv6(v6);
  return isHost && Number(port) >= 1 && Number(port) <= 65_535;
};

export const brokers: Reader<string> = (input) =>
  listed(input).every(isBroker)
    ? E.right(listed(input).join(','))
    : must('be one or more host:port, separated by commas, with ports from 1 to 65535 and IPv6 addresses in brackets');

export const origins: Reader<ReadonlyArray<string>> = (input) =>
  listed(input).every(isOrigin)
    ? E.right(listed(input))
    : must('be one or more origins such as https://crm.example, separated by commas, and none of them "*"');

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

export const timeZone: Reader<string> = (input) =>
  isTimeZone(input) ? E.right(input) : must('be the IANA name of a time zone, such as Europe/Vienna');

/** RFC 6750: what can stand behind "Bearer" in a header. */
const bearerToken = /^(?=.{16,})[A-Za-z0-9._~+/-]+=*$/;

/** Clients by their tokens. A client may have several, so that one can be replaced while the other is still in use. */
export const tokens: Reader<ReadonlyMap<string, string>> = (input) => {
  const pairs = listed(input).map((pair): readonly [string, string] => {
    const colon = pair.indexOf(':');
    return [pair.slice(colon + 1), pair.slice(0, Math.max(0, colon))];
  });
  const arePairs = pairs.every(
    ([token, client]) => bearerToken.test(token) && ClientName.is(client) && !/\s/.test(client),
  );
  if (!arePairs)
    return must(
      'be one or more client:token, separated by commas, with tokens of 16 or more letters, digits and "-._~+/", "=" at their ends',
    );
  const clients = new Map(pairs);
  return clients.size === pairs.length ? E.right(clients) : must('give no two clients, and none twice, the same token');
};

export const wholeNumber =
  (least: number, most = 999_999_999): Reader<number> =>
  (input) =>
    /^\d{1,9}$/.test(input) && Number(input) >= least && Number(input) <= most
      ? E.right(Number(input))
      : must(`be a whole number from ${least} to ${most}`);
