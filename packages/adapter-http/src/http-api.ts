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
import * as E from 'fp-ts/lib/Either.js';
import type Koa from 'koa';
import type { Answer } from './answer.js';
import type { AccessOptions, Caller } from './access.js';
import { accessBy } from './access-decision.js';
import { type AnsweredRequest, requestIdIn, type SeenRequest, traceIdIn } from './answered-request.js';
import { type ClientLimits, clientShares } from './client-limits.js';
import { serveDocsPage } from './docs/docs-page.js';
import { fileBody } from './file-body.js';
import { defaultMaxBodyBytes, readJsonBody } from './json-body.js';
import { koaApp, koaMiddleware, type OnDefect } from './koa-app.js';
import { newRouter } from './new-router.js';
import { openApiDocument } from './openapi/open-api-document.js';
import { conditional, preconditionsIn, versionsIn } from './preconditions.js';
import { probeRouter, type Probes } from './probes.js';
import type { ProblemAnswer } from './problem.js';
import { isRead, type Route } from './route.js';
import { conflictsAmongRoutes } from './route-conflicts.js';
import type { CampaignDeps } from './routes/campaign-entry.js';
import { campaignRoutes } from './routes/campaign-routes.js';
import { catalogueRoutes } from './routes/catalogue-routes.js';
import { type CustomerReadDeps, customerReadRoutes } from './routes/customer-routes.js';
import { operationRoutes } from './routes/operation-routes.js';
import { warehouseRoutes } from './routes/warehouse-routes.js';
import { send } from './send.js';

export interface HttpApiOptions extends AccessOptions {
  readonly deps: CustomerWrites & CustomerReadDeps & CatalogueMaintenance;
  /** What can be done to customers; by default `customerOperations`. Further ones are served under their names. */
  readonly operations?: ReadonlyArray<CustomerOperation>;
  /** Serves /v1/casm/segment-campaigns too. The process that works on them is `startCampaigns`. */
  readonly campaigns?: CampaignDeps;
  /** Serves /v1/dwh too, if there is a warehouse to ask. */
  readonly reports?: WarehouseReports;
  /** Served by GET /readyz and, beside it, /livez; without it these and /metrics are not served here, see `probesApi`. */
  readonly readiness?: Probes['readiness'];
  readonly metrics?: Probes['metrics'];
  /** How long a request may be retried when others come between, in milliseconds; by default 5000. */
  readonly timeoutMs?: number;
  /** What every path begins with, such as `/crm`; by default nothing. Locations and documents follow it. */
  readonly prefix?: string;
  /** What one client may take of this process; by default as much as there is. Requests beyond it are answered 429. */
  readonly clientLimits?: ClientLimits;
  /** By default 128 KiB. */
  readonly maxBodyBytes?: number;
  /** Answered by /asyncapi.json; without it there is no such route. /openapi.json is always there. */
  readonly asyncApi?: Readonly<Record<string, unknown>>;
  /** Hears why a request was not done, each time: a caller learns only whether to try again. */
  readonly onFailure: (failure: Failure, operation: string) => void;
  readonly onDefect: OnDefect;
  /** Hears of each request for an operation when it is answered, for metrics and logs. Must not throw. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
}

/** All operations that these dependencies allow, as values. Throws a WiringDefect when two have one name or one place. */
export const routesOf = ({
  deps,
  campaigns,
  reports,
  operations = customerOperations,
}: Pick<HttpApiOptions, 'deps' | 'campaigns' | 'reports' | 'operations'>): ReadonlyArray<Route> => {
  const routes = [
    ...operationRoutes(deps, operations),
    ...customerReadRoutes(deps),
    ...(campaigns === undefined ? [] : campaignRoutes(campaigns)),
    ...catalogueRoutes(deps),
    ...(reports === undefined ? [] : warehouseRoutes(reports)),
  ];
  const conflicts = conflictsAmongRoutes(routes);
  if (conflicts.length > 0) throw new WiringDefect(conflicts.join('; '));
  return routes;
};

/** The API as a Koa application; `serve` listens with it. */
export const httpApi = (options: HttpApiOptions): Koa => build(options).app;

/**
 * The API within a Koa application of the embedder's: `app.use(httpMiddleware(options))`. It answers the paths of its routes and all
 * below `<prefix>/v1/casm` and `<prefix>/v1/dwh`; every other request goes on to what comes next, untouched.
 */
export const httpMiddleware = (options: HttpApiOptions): Koa.Middleware => {
  const { app, isOurs } = build(options);
  return koaMiddleware(app, isOurs);
};

const build = (options: HttpApiOptions) => {
  const {
    readiness,
    metrics,
    asyncApi,
    onFailure,
    onDefect,
    onAnswered,
    timeoutMs = 5000,
    prefix = '',
    maxBodyBytes = defaultMaxBodyBytes,
  } = options;
  if (!/^(?:\/[\w.~-]+)*$/.test(prefix))
    throw new WiringDefect(`the prefix must be a path such as /crm, without a slash at its end, and is "${prefix}"`);
  const access = accessBy(options, timeoutMs, onDefect);
  const enter = clientShares(options.clientLimits ?? {});
  const router =
    readiness === undefined
      ? newRouter()
      : probeRouter({ readiness, ...(metrics === undefined ? {} : { metrics }) }, onDefect);
  if (prefix !== '') router.prefix(prefix);

  const answerTo = async (
    route: Route,
    ctx: Koa.Context,
    params: unknown,
    seen: SeenRequest,
  ): Promise<Answer | ProblemAnswer> => {
    const caller = await access(route, ctx);
    if (E.isLeft(caller)) return caller.left;
    seen.client = caller.right.client;
    const share = enter(caller.right.client);
    if (E.isLeft(share)) return share.left;
    try {
      if (share.right.headers !== null) ctx.set(share.right.headers);
      return await answerOf(route, ctx, params, caller.right, seen);
    } finally {
      share.right.leave();
    }
  };

  const answerOf = async (
    route: Route,
    ctx: Koa.Context,
    params: unknown,
    { client, onBehalfOf }: Caller,
    seen: SeenRequest,
  ): Promise<Answer | ProblemAnswer> => {
    const reads = isRead(route);
    const preconditions = preconditionsIn((header) => ctx.get(header), { ...route, isRead: reads });
    if (E.isLeft(preconditions)) return preconditions.left;
    const body = route.body === null ? E.right(undefined) : await readJsonBody(ctx, maxBodyBytes);
    if (E.isLeft(body)) return body.left;
    seen.requestId = requestIdIn(body.right);
    const file = route.files === null ? E.right(null) : fileBody(ctx.req, Object.keys(route.files));
    if (E.isLeft(file)) return file.left;
    const context: RequestContext = {
      client,
      onBehalfOf: onBehalfOf ?? null,
      expectedVersions: versionsIn(preconditions.right),
      deadline: Date.now() + timeoutMs,
      traceparent: ctx.get('traceparent') || null,
    };
    const answer = await route.respond({
      params,
      query: { ...ctx.query },
      body: body.right,
      file: file.right,
      context,
    });
    return reads ? conditional(preconditions.right, answer) : answer;
  };

  const routes = routesOf(options);
  const openApi = openApiDocument(routes, prefix === '' ? '/' : prefix);
  router.get('/openapi.json', (ctx) => send(ctx, { status: 200, body: openApi }));
  if (asyncApi !== undefined) router.get('/asyncapi.json', (ctx) => send(ctx, { status: 200, body: asyncApi }));

  serveDocsPage(router);

  for (const route of routes)
    router[route.method](route.operation, route.path, async (ctx) => {
      const since = performance.now();
      const seen: SeenRequest = { client: null, requestId: null };
      let status = 500;
      try {
        const answer = await answerTo(route, ctx, ctx.params, seen);
        if ('problem' in answer && answer.failure !== undefined) onFailure(answer.failure, route.operation);
        send(ctx, locatedUnder(prefix, answer));
        status = ctx.status;
      } finally {
        onAnswered?.({
          operation: route.operation,
          status,
          durationMs: performance.now() - since,
          ...seen,
          traceId: traceIdIn(ctx.get('traceparent')),
        });
      }
    });
  const bases = [...new Set(routes.map(({ path }) => `${prefix}${path.split('/', 3).join('/')}/`))];
  return {
    app: koaApp(onDefect, router),
    isOurs: (path: string): boolean =>
      bases.some((base) => path.startsWith(base)) || router.match(path, 'GET').path.length > 0,
  };
};

/** Routes know their own paths only: what a Location names is under the prefix too. */
const locatedUnder = <A extends Answer | ProblemAnswer>(prefix: string, answer: A): A => {
  const location = answer.headers?.['Location'];
  return location === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, Location: `${prefix}${location}` } };
};
