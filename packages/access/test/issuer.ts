import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ExecutionContext } from 'ava';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export const signingKey = async (kid: string, alg = 'ES256'): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

export const seconds = (): number => Math.floor(Date.now() / 1000);

const moved = '/moved';

/** An authorization server on this machine: its configuration, its keys, and how often it was asked for them. */
export const runningIssuer = async (t: ExecutionContext) => {
  let published: ReadonlyArray<JWK> = [];
  let answers: 'well' | 'with 500' | 'never' | 'by hanging up' | 'elsewhere' = 'well';
  let asked = 0;
  const server = createServer((request, response) => {
    const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (answers === 'never') return;
    if (answers === 'by hanging up') return response.destroy();
    if (answers === 'with 500') return response.writeHead(500).end();
    // What it leads to is right: only whoever does not follow it is without keys.
    const isMoved = request.url?.startsWith(moved) === true;
    if (answers === 'elsewhere' && !isMoved)
      return response.writeHead(302, { location: `${url()}${moved}${request.url}` }).end();
    const path = isMoved ? request.url?.slice(moved.length) : request.url;
    if (path === '/.well-known/openid-configuration') return json({ issuer: url(), jwks_uri: `${url()}/keys` });
    if (path === '/keys') {
      asked += 1;
      return json({ keys: published });
    }
    return json({ keys: [] });
  });
  const url = (): string => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: url(),
    asked: () => asked,
    publish: (...keys: ReadonlyArray<SigningKey>) => {
      published = keys.map(({ publicJwk }) => publicJwk);
    },
    answer: (how: typeof answers) => {
      answers = how;
    },
  };
};

/** Claims of whatever type; one that is undefined is left out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token as an issuer makes it: for `casm`, for five minutes, for the client crm with the right to change customers. */
export const signed = (
  { kid, alg, privateKey }: Pick<SigningKey, 'kid' | 'alg' | 'privateKey'>,
  payload: Claims,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT({
    aud: 'casm',
    exp: seconds() + 300,
    client_id: 'crm',
    scope: 'customers:read customers:write',
    ...payload,
  })
    .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
    .sign(privateKey);
