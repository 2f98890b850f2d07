import {
  type CatalogueMaintenance,
  type CustomerOperation,
  customerOperations,
  type CustomerWrites,
  type Failure,
  overloaded,
  type ReplicaPorts,
  type RequestContext,
  type WarehouseReports,
  WiringDefect,
} from '@casm/core';
import { finished, Readable } from 'node:stream';
import * as E from 'fp-ts/lib/Either.js';
import { identity } from 'fp-ts/lib/function.js';
import type Koa from 'koa';
import { type Answer, AnswerBrokenOff } from './answer.js';
import type { AccessOptions, Caller } from './access.js';
import { accessBy } from './access-decision.js';
import { type AnsweredRequest, requestIdIn, type RequestTracer, type SeenRequest } from './answered-request.js';
import { type ClientLimits, clientLimiter, defaultRefusalDelayMs } from './client-limits.js';
import { crossOrigin } from './cross-origin.js';
import { serveDocsPage } from './docs/docs-page.js';
import { fileBody } from './file-body.js';
import { defaultMaxBodyBytes, readJsonBody } from './json-body.js';
import { koaApp, koaMiddleware, type OnDefect } from './koa-app.js';
import { newRouter } from './new-router.js';
import { observing } from './observed-requests.js';
import { openApiDocument } from './openapi/open-api-document.js';
import { conditional, preconditionsIn, versionsIn } from './preconditions.js';
import { probeRouter, type Probes } from './probes.js';
import type { ProblemAnswer } from './problem.js';
import { problemOfFailure } from './problem-mapping.js';
import { type RepeatedRefusals, repeatedRefusals } from './repeated-refusals.js';
import { refusalDelay } from './refusal-delay.js';
import { replicaPreferenceOf } from './replica-preference.js';
import { type ReadOn, type ReplicaOptions, replicaReads } from './replica-reads.js';
import { isRead, isStreamed, type Route } from './route.js';
import { conflictsAmongRoutes } from './route-conflicts.js';
import type { CampaignDeps } from './routes/campaign-entry.js';
import { campaignRoutes } from './routes/campaign-routes.js';
import { catalogueRoutes } from './routes/catalogue-routes.js';
import { type CustomerReadDeps, customerReadRoutes } from './routes/customer-routes.js';
import { operationRoutes } from './routes/operation-routes.js';
import type { OperatorDeps } from './routes/operator-entries.js';
import { operatorRoutes } from './routes/operator-routes.js';
import { warehouseRoutes } from './routes/warehouse-routes.js';
import { send } from './send.js';

/** The options of `httpApi` and `httpMiddleware`. */
export interface HttpApiOptions extends AccessOptions {
  /** The ports and dependencies of the use cases. A store has the ports: `{ ...store, newId, topicsFor }`. */
  readonly deps: CustomerWrites & CustomerReadDeps & CatalogueMaintenance;
  /** The operations on customers; `customerOperations` by default. Additional ones are served under their names. */
  readonly operations?: ReadonlyArray<CustomerOperation>;
  /** The ports of campaigns; without them /v1/casm/segment-campaigns is not served. `startCampaigns` processes the campaigns. */
  readonly campaigns?: CampaignDeps;
  /** A replica for the reads that prefer one; without it the store answers all. Pass `replicaPaths` to `serve`. */
  readonly replica?: ReplicaOptions;
  /** The reports of a warehouse; without them /v1/dwh is not served. */
  readonly reports?: WarehouseReports;
  /** The ports of the operator's routes; without them /v1/operations is not served. */
  readonly operator?: OperatorDeps;
  /** Answers GET /readyz, and GET /livez is served. Without it these and /metrics are not served; `probesApi` serves them separately. */
  readonly readiness?: Probes['readiness'];
  /** Answers GET /metrics. */
  readonly metrics?: Probes['metrics'];
  /** Answers GET /metrics of a client that accepts OpenMetrics. */
  readonly openMetrics?: Probes['openMetrics'];
  /** The time until the deadline of a request, in milliseconds; 5000 by default. A change that conflicts is retried until then. */
  readonly timeoutMs?: number;
  /** The prefix of every path, such as `/crm`; none by default. Location headers and the OpenAPI document include it. Pass it to `serve`. */
  readonly prefix?: string;
  /** The limits of each client; unlimited by default. A request beyond them is answered 429. */
  readonly clientLimits?: ClientLimits;
  /** The origins whose pages may call the API from a browser, such as `https://crm.example`; none by default. */
  readonly corsOrigins?: ReadonlyArray<string>;
  /** The most exports in progress, 16 by default. One ends when it is sent, and takes the memory of a page. */
  readonly mostExports?: number;
  /** The largest body in bytes, except for uploads; 128 KiB by default. */
  readonly maxBodyBytes?: number;
  /** The document that /asyncapi.json answers; without it that path is not served. /openapi.json is always served. */
  readonly asyncApi?: Readonly<Record<string, unknown>>;
  /** Called with each infrastructure failure, for logs: the caller is told only whether to retry. Must not throw. */
  readonly onFailure: (
    failure: Failure,
    operation: string,
    request: Pick<AnsweredRequest, 'client' | 'requestId' | 'traceId'>,
  ) => void;
  /** Called with each defect that was answered 500. Must not throw. */
  readonly onDefect: OnDefect;
  /** Called for each answered request of an operation, for metrics and logs. Must not throw. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
  /** Traces requests; by default each is recorded with the caller's traceparent. */
  readonly traces?: RequestTracer;
  /** A monotonic clock in milliseconds, for the limits of clients; by default `performance.now`. */
  readonly now?: () => number;
}

/** Returns the routes that these dependencies allow. Throws a WiringDefect if two have the same name, or the same method and path. */
export const routesOf = ({
  deps,
  campaigns,
  reports,
  operator,
  operations = customerOperations,
}: Pick<HttpApiOptions, 'deps' | 'campaigns' | 'reports' | 'operator' | 'operations'>): ReadonlyArray<Route> => {
  const routes = [
    ...operationRoutes(deps, operations),
    ...customerReadRoutes(deps),
    ...(campaigns === undefined ? [] : campaignRoutes(campaigns)),
    ...catalogueRoutes(deps),
    ...(reports === undefined ? [] : warehouseRoutes(reports, campaigns?.campaigns)),
    ...(operator === undefined ? [] : operatorRoutes(operator)),
  ];
  const conflicts = conflictsAmongRoutes(routes);
  if (conflicts.length > 0) throw new WiringDefect(conflicts.join('; '));
  return routes;
};

/** Returns the API as a Koa application, for `serve`. Throws a WiringDefect if routes conflict or the prefix is not a path. */
export const httpApi = (options: HttpApiOptions): Koa => build(options, true).app;

/**
 * Returns the API as middleware for the embedder's Koa application: `app.use(httpMiddleware(options))`. It answers the paths of its
 * routes and all paths below `<prefix>/v1/casm`, `<prefix>/v1/dwh` and `<prefix>/v1/operations`. It passes every other request on
 * unchanged.
 */
export const httpMiddleware = (options: HttpApiOptions): Koa.Middleware => {
  const { app, isOurs } = build(options, false);
  return koaMiddleware(app, isOurs);
};

/** The default of `mostExports`. */
export const defaultMostExports = 16;

const noBody = E.right(undefined);
const noFile = E.right(null);
const noQuery = {};
const tooManyExports = problemOfFailure(overloaded);

/** `isAlone`: no middleware of the embedder handles the requests before. */
const build = (options: HttpApiOptions, isAlone: boolean) => {
  const {
    readiness,
    metrics,
    openMetrics,
    asyncApi,
    onFailure,
    onDefect,
    timeoutMs = 5000,
    prefix = '',
    maxBodyBytes = defaultMaxBodyBytes,
    corsOrigins = [],
    mostExports = defaultMostExports,
  } = options;
  if (!/^(?:\/[\w.~-]+)*$/.test(prefix))
    throw new WiringDefect(`the prefix must be a path such as /crm, without a trailing slash; it is "${prefix}"`);
  const access = accessBy(options, timeoutMs, onDefect);
  const now = options.now ?? (() => performance.now());
  const limiter = clientLimiter(options.clientLimits ?? {}, now);
  const observe = observing(options);
  let exporting = 0;
  const ofReplica = options.replica === undefined ? null : replicaReads(options.replica);
  const router =
    readiness === undefined
      ? newRouter()
      : probeRouter(
          {
            readiness,
            ...(metrics === undefined ? {} : { metrics }),
            ...(openMetrics === undefined ? {} : { openMetrics }),
          },
          onDefect,
        );
  if (prefix !== '') router.prefix(prefix);

  /** Returns the function that answers the requests of a route. It adds to `held` what a request takes of limits. */
  const answering = (route: Route, repeats: RepeatedRefusals | null) => {
    const { readsReplica } = route;
    const checks = { isRead: isRead(route), takesIfMatch: route.takesIfMatch };
    const streams = isStreamed(route);
    const mediaTypes = route.files === null ? null : Object.keys(route.files);

    const answerOf = async (
      ctx: Koa.Context,
      params: unknown,
      { client, onBehalfOf }: Caller,
      seen: SeenRequest,
    ): Promise<Answer | ProblemAnswer> => {
      const header = (name: string) => ctx.get(name);
      const preconditions = preconditionsIn(header, checks);
      if (E.isLeft(preconditions)) return preconditions.left;
      const body = route.body === null ? noBody : await readJsonBody(ctx, maxBodyBytes);
      if (E.isLeft(body)) return body.left;
      seen.requestId = requestIdIn(body.right);
      const file = mediaTypes === null ? noFile : fileBody(ctx.req, mediaTypes);
      if (E.isLeft(file)) return file.left;
      const context: RequestContext = {
        client,
        onBehalfOf: onBehalfOf ?? null,
        expectedVersions: versionsIn(preconditions.right),
        deadline: Date.now() + timeoutMs,
        traceparent: seen.traceparent,
      };
      const query = ctx.querystring === '' ? noQuery : { ...ctx.query };
      const respond = (replica: ReplicaPorts | null, readOn: ReadOn) =>
        route.respond({ params, query, body: body.right, file: file.right, context, replica, readOn });
      const preferred =
        readsReplica === null ? null : replicaPreferenceOf(readsReplica, { header, query: () => ctx.query });
      const answer = await (preferred === null || ofReplica === null
        ? respond(null, identity)
        : ofReplica(preferred, respond));
      return checks.isRead ? conditional(preconditions.right, answer) : answer;
    };

    return async (
      ctx: Koa.Context,
      params: unknown,
      seen: SeenRequest,
      held: Array<() => void>,
    ): Promise<Answer | ProblemAnswer> => {
      const caller = await access(route, ctx);
      repeats?.authenticated(ctx.req, E.isLeft(caller) ? null : caller.right.client);
      if (E.isLeft(caller)) return caller.left;
      seen.client = caller.right.client;
      const slot = limiter.admit(caller.right.client);
      if (E.isLeft(slot)) {
        repeats?.refused(ctx.req, caller.right.client);
        return slot.left;
      }
      if (slot.right.release !== null) held.push(slot.right.release);
      if (slot.right.headers !== null) ctx.set(slot.right.headers);
      if (caller.right.forbidden !== null) return caller.right.forbidden;
      if (streams) {
        if (exporting >= mostExports) return tooManyExports;
        exporting += 1;
        held.push(() => (exporting -= 1));
      }
      return answerOf(ctx, params, caller.right, seen);
    };
  };

  const routes = routesOf(options);
  const openApi = openApiDocument(routes, prefix === '' ? '/' : prefix);
  router.get('/openapi.json', (ctx) => send(ctx, { status: 200, body: openApi }));
  if (asyncApi !== undefined) router.get('/asyncapi.json', (ctx) => send(ctx, { status: 200, body: asyncApi }));

  serveDocsPage(router);

  // A function `access` of the embedder decides by more than the token.
  const mayRepeat = isAlone && options.authenticate !== undefined && limiter.isLimiting;
  const delay = refusalDelay(options.clientLimits?.refusalDelayMs ?? defaultRefusalDelayMs);
  for (const route of routes) {
    const { operation } = route;
    const begin = (method: string, traceparent: string | null) =>
      observe({ operation, method, route: `${prefix}${route.path}`, traceparent });
    const repeats = mayRepeat
      ? repeatedRefusals({ limiter, delay, begin, headers: corsOrigins.length === 0 ? {} : { Vary: 'Origin' }, now })
      : null;
    const answerTo = answering(route, repeats);
    router[route.method](operation, route.path, async (ctx) => {
      const { seen, known, end } = begin(ctx.method, ctx.get('traceparent') || null);
      /** What the request takes of limits, until its answer is sent. */
      const held: Array<() => void> = [];
      let status = 500;
      try {
        const answer = await answerTo(ctx, ctx.params, seen, held);
        if ('problem' in answer && answer.failure !== undefined) onFailure(answer.failure, operation, known());
        send(ctx, withPrefixedLocation(prefix, answer));
        status = ctx.status;
      } finally {
        if (held.length > 0)
          onceSent(ctx, (error) => {
            held.forEach((release) => release());
            if (error instanceof AnswerBrokenOff) onFailure(error.failure, operation, known());
          });
        end(status);
      }
    });
  }
  const bases = [...new Set(routes.map(({ path }) => `${prefix}${path.split('/', 3).join('/')}/`))];
  return {
    app: koaApp(onDefect, router, corsOrigins.length === 0 ? [] : [crossOrigin(corsOrigins)]),
    isOurs: (path: string): boolean =>
      bases.some((base) => path.startsWith(base)) || router.match(path, 'GET').path.length > 0,
  };
};

/**
 * Calls `ended` once, when the answer is sent or given up, with the error of a streamed body if one occurred. A client that does not read
 * its answers holds what they take.
 */
const onceSent = ({ res, body }: Koa.Context, ended: (error: unknown) => void): void => {
  let left = 1;
  let failure: unknown = null;
  const end = (): void => {
    left -= 1;
    if (left === 0) ended(failure);
  };
  finished(res, end);
  if (!(body instanceof Readable)) return;
  // A page that is being read when the client leaves is read to its end.
  left += 1;
  body.once('error', (error) => (failure = error)).once('close', end);
};

/** Adds the prefix to the Location header, because routes do not know it. */
const withPrefixedLocation = <A extends Answer | ProblemAnswer>(prefix: string, answer: A): A => {
  const location = answer.headers?.['Location'];
  return location === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, Location: `${prefix}${location}` } };
};
