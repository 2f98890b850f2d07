import {
  type CatalogueMaintenance,
  type CustomerOperation,
  customerOperations,
  type CustomerWrites,
  type Failure,
  type RequestContext,
  type WarehouseReports,
  WiringDefect,
} from '@casm/core';
import Router from '@koa/router';
import * as E from 'fp-ts/lib/Either.js';
import type Koa from 'koa';
import type { Answer } from './answer.js';
import { authentication, type AuthenticationOptions } from './authentication.js';
import { serveDocsPage } from './docs/docs-page.js';
import { defaultMaxBodyBytes, readJsonBody } from './json-body.js';
import { koaApp, type OnDefect } from './koa-app.js';
import { openApiDocument } from './openapi/open-api-document.js';
import { conditional, preconditionsIn, versionsIn } from './preconditions.js';
import { probeRouter, type Probes } from './probes.js';
import type { ProblemAnswer } from './problem.js';
import type { Route } from './route.js';
import { conflictsAmongRoutes } from './route-conflicts.js';
import { catalogueRoutes } from './routes/catalogue-routes.js';
import { type CustomerReadDeps, customerReadRoutes } from './routes/customer-routes.js';
import { operationRoutes } from './routes/operation-routes.js';
import { warehouseRoutes } from './routes/warehouse-routes.js';
import { send } from './send.js';

export interface HttpApiOptions extends AuthenticationOptions {
  readonly deps: CustomerWrites & CustomerReadDeps & CatalogueMaintenance;
  /** What can be done to customers; by default `customerOperations`. Further ones are served under their names. */
  readonly operations?: ReadonlyArray<CustomerOperation>;
  /** Serves /v1/dwh too, if there is a warehouse to ask. */
  readonly reports?: WarehouseReports;
  /** Served by GET /readyz and, beside it, /livez; without it these and /metrics are not served here, see `probesApi`. */
  readonly readiness?: Probes['readiness'];
  readonly metrics?: Probes['metrics'];
  /** How long a request may be retried when others come between, in milliseconds; by default 5000. */
  readonly timeoutMs?: number;
  /** By default 128 KiB. */
  readonly maxBodyBytes?: number;
  /** Answered by /asyncapi.json; without it there is no such route. /openapi.json is always there. */
  readonly asyncApi?: Readonly<Record<string, unknown>>;
  /** Hears why a request was not done, each time: a caller learns only whether to try again. */
  readonly onFailure: (failure: Failure, operation: string) => void;
  readonly onDefect: OnDefect;
}

/** All operations that these dependencies allow, as values. Throws a WiringDefect when two have one name or one place. */
export const routesOf = ({
  deps,
  reports,
  operations = customerOperations,
}: Pick<HttpApiOptions, 'deps' | 'reports' | 'operations'>): ReadonlyArray<Route> => {
  const routes = [
    ...operationRoutes(deps, operations),
    ...customerReadRoutes(deps),
    ...catalogueRoutes(deps),
    ...(reports === undefined ? [] : warehouseRoutes(reports)),
  ];
  const conflicts = conflictsAmongRoutes(routes);
  if (conflicts.length > 0) throw new WiringDefect(conflicts.join('; '));
  return routes;
};

/** The API as a Koa application; `serve` listens with it. */
export const httpApi = (options: HttpApiOptions): Koa => {
  const {
    readiness,
    metrics,
    asyncApi,
    onFailure,
    onDefect,
    timeoutMs = 5000,
    maxBodyBytes = defaultMaxBodyBytes,
  } = options;
  const clientOf = authentication(options, timeoutMs, onDefect);
  const router =
    readiness === undefined
      ? new Router()
      : probeRouter({ readiness, ...(metrics === undefined ? {} : { metrics }) }, onDefect);

  const answerTo = async (route: Route, ctx: Koa.Context, params: unknown): Promise<Answer | ProblemAnswer> => {
    const client = await clientOf(ctx.get('Authorization'));
    if (E.isLeft(client)) return client.left;
    const isRead = route.body === null;
    const preconditions = preconditionsIn((header) => ctx.get(header), { ...route, isRead });
    if (E.isLeft(preconditions)) return preconditions.left;
    const body = isRead ? E.right(undefined) : await readJsonBody(ctx, maxBodyBytes);
    if (E.isLeft(body)) return body.left;
    const context: RequestContext = {
      client: client.right,
      expectedVersions: versionsIn(preconditions.right),
      deadline: Date.now() + timeoutMs,
      traceparent: ctx.get('traceparent') || null,
    };
    const answer = await route.respond({ params, query: { ...ctx.query }, body: body.right, context });
    return isRead ? conditional(preconditions.right, answer) : answer;
  };

  const routes = routesOf(options);
  const openApi = openApiDocument(routes);
  router.get('/openapi.json', (ctx) => send(ctx, { status: 200, body: openApi }));
  if (asyncApi !== undefined) router.get('/asyncapi.json', (ctx) => send(ctx, { status: 200, body: asyncApi }));

  serveDocsPage(router);

  for (const route of routes)
    router[route.method](route.operation, route.path, async (ctx) => {
      const answer = await answerTo(route, ctx, ctx.params);
      if ('problem' in answer && answer.failure !== undefined) onFailure(answer.failure, route.operation);
      send(ctx, answer);
    });
  return koaApp(onDefect, router);
};
