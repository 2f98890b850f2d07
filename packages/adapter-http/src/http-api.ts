import { randomUUID } from 'node:crypto';
import {
  type CatalogueMaintenance,
  type CustomerOperation,
  customerOperations,
  type CustomerWrites,
  type Failure,
  type RequestContext,
  type WarehouseReports,
} from '@casm/core';
import Router from '@koa/router';
import * as E from 'fp-ts/lib/Either.js';
import Koa from 'koa';
import type { Answer } from './answer.js';
import { ifMatchIn, noIfMatchIn, traceparentIn } from './headers.js';
import { readJsonBody } from './json-body.js';
import { openApiDocument } from './openapi/open-api-document.js';
import { problem, type ProblemAnswer } from './problem.js';
import type { Route } from './route.js';
import { catalogueRoutes } from './routes/catalogue-routes.js';
import { type CustomerReadDeps, customerReadRoutes } from './routes/customer-routes.js';
import { operationRoutes } from './routes/operation-routes.js';
import { warehouseRoutes } from './routes/warehouse-routes.js';

export interface HttpApiOptions {
  readonly deps: CustomerWrites & CustomerReadDeps & CatalogueMaintenance;
  /** What can be done to customers; by default `customerOperations`. Further ones are served under their names. */
  readonly operations?: ReadonlyArray<CustomerOperation>;
  /** Serves /v1/dwh too, if there is a warehouse to ask. */
  readonly reports?: WarehouseReports;
  /** The client whose bearer token this is; null: nobody's. */
  readonly authenticate: (token: string) => string | null;
  /** Asked by /readyz: `ready` false answers 503; the rest is told as it is. */
  readonly readiness: () => Promise<{ readonly ready: boolean } & Readonly<Record<string, unknown>>>;
  /** Answered by /asyncapi.json; without it there is no such route. /openapi.json is always there. */
  readonly asyncApi?: Readonly<Record<string, unknown>>;
  /** Answered by /metrics, in the text format of Prometheus; without it there is no such route. */
  readonly metrics?: () => Promise<string>;
  /** How long a request may be retried when others come between, in milliseconds; by default 5000. */
  readonly patience?: number;
  /** Hears why a request was not done, each time: a caller learns only whether to try again. */
  readonly onFailure: (failure: Failure, operation: string) => void;
  /** Hears of defects: what no caller can have caused. `id` is told to the caller. */
  readonly onDefect: (defect: unknown, id: string) => void;
}

/** All operations that these dependencies allow, as values. */
export const routesOf = ({
  deps,
  reports,
  operations = customerOperations,
}: Pick<HttpApiOptions, 'deps' | 'reports' | 'operations'>): ReadonlyArray<Route> => [
  ...operationRoutes(deps, operations),
  ...customerReadRoutes(deps),
  ...catalogueRoutes(deps),
  ...(reports === undefined ? [] : warehouseRoutes(reports)),
];

/** The API as a Koa application; `serve` listens with it. */
export const httpApi = (options: HttpApiOptions): Koa => {
  const { authenticate, readiness, metrics, asyncApi, onFailure, onDefect, patience = 5000 } = options;
  const router = new Router();

  router.get('/livez', (ctx) => send(ctx, { status: 200, body: { live: true } }));
  router.get('/readyz', async (ctx) => {
    const state = await readiness();
    send(ctx, { status: state.ready ? 200 : 503, body: state });
  });

  if (metrics !== undefined)
    router.get('/metrics', async (ctx) => {
      ctx.body = await metrics();
      ctx.type = 'text/plain; version=0.0.4';
    });

  const routes = routesOf(options);
  const openApi = openApiDocument(routes);
  router.get('/openapi.json', (ctx) => send(ctx, { status: 200, body: openApi }));
  if (asyncApi !== undefined) router.get('/asyncapi.json', (ctx) => send(ctx, { status: 200, body: asyncApi }));

  for (const route of routes) {
    router[route.method](route.operation, route.path, async (ctx) => {
      const client = authenticate(bearerToken(ctx.get('Authorization')));
      if (client === null) return send(ctx, unauthorized);
      const ifMatch = (route.takesIfMatch ? ifMatchIn : noIfMatchIn)(ctx.get('If-Match'));
      if (E.isLeft(ifMatch)) return send(ctx, ifMatch.left);
      const body = route.body === null ? E.right(undefined) : await readJsonBody(ctx.req);
      if (E.isLeft(body)) return send(ctx, body.left);
      const context: RequestContext = {
        client,
        expectedVersion: ifMatch.right,
        deadline: Date.now() + patience,
        traceparent: traceparentIn(ctx.get('traceparent')),
      };
      const ifNoneMatch = ctx.get('If-None-Match') || null;
      const { params, query } = ctx;
      const answer = await route.respond({ params, query: { ...query }, body: body.right, ifNoneMatch, context });
      if ('problem' in answer && answer.failure !== undefined) onFailure(answer.failure, route.operation);
      send(ctx, answer);
    });
  }

  const app = new Koa();
  app.use(async (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cache-Control', 'no-store');
    try {
      await next();
    } catch (defect) {
      const id = randomUUID();
      onDefect(defect, id);
      const detail = `The defect is logged under ${id}. Nothing is known about the outcome; the same requestId again tells.`;
      send(ctx, problem('internal-error', detail));
    }
    if (ctx.status === 404 && ctx.body === undefined) {
      send(ctx, problem('no-such-route', `${ctx.method} ${ctx.path} is not served.`));
    } else if (ctx.status === 405) {
      send(ctx, problem('method-not-allowed', `${ctx.path} allows ${ctx.response.get('Allow')}.`));
    }
  });
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
};

const bearerToken = (authorization: string): string => /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

const unauthorized = problem('unauthorized', 'Send the header Authorization: Bearer <token>.');

const send = (ctx: Koa.Context, answer: Answer | ProblemAnswer): void => {
  for (const [name, value] of Object.entries(answer.headers ?? {})) if (value !== undefined) ctx.set(name, value);
  if ('problem' in answer) {
    ctx.status = answer.problem.status;
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(answer.problem);
    return;
  }
  ctx.status = answer.status;
  const text = answer.text ?? (answer.body === undefined ? null : JSON.stringify(answer.body));
  if (text === null) return;
  ctx.type = 'application/json';
  ctx.body = text;
};
