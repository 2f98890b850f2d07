import { randomUUID } from 'node:crypto';
import { type Access, type AccessRequest, httpMiddleware } from '@casm/adapter-http';
import { type CustomerRepository, type CustomerHistory, toTopics } from '@casm/core';
import Koa from 'koa';

/** The ports that the API needs, from `postgresStore` or `inMemoryStore`. */
type Store = Pick<Parameters<typeof httpMiddleware>[0]['deps'], 'catalogue' | 'directory' | 'transactions'> & {
  readonly customers: CustomerRepository;
  readonly history: CustomerHistory;
};

/** The client of each key, and whether it may write. */
const keys = new Map([
  ['key-of-the-crm', { client: 'crm', mayWrite: true }],
  ['key-of-billing', { client: 'billing', mayWrite: false }],
]);

/** Returns the caller or a refusal. It is awaited, so it may query a database or another service. */
const access = async ({ scope, header }: AccessRequest): Promise<Access> => {
  const holder = keys.get(header('X-Api-Key'));
  if (holder === undefined) return { refused: 'unauthenticated', challenge: 'ApiKey' };
  return holder.mayWrite || scope.endsWith(':read') ? { client: holder.client } : { refused: 'forbidden' };
};

/** The embedder's application: its own route for orders, and CASM under /crm. */
export const ordersApp = (store: Store, onTrouble: (trouble: unknown) => void): Koa => {
  const app = new Koa();
  app.use(
    httpMiddleware({
      prefix: '/crm',
      access,
      deps: { ...store, newId: randomUUID, topicsFor: toTopics() },
      onFailure: onTrouble,
      onDefect: onTrouble,
    }),
  );
  app.use((ctx) => {
    if (ctx.path === '/orders') ctx.body = { orders: [] };
  });
  return app;
};
