import type Router from '@koa/router';
import type Koa from 'koa';
import { koaApp, type OnDefect } from './koa-app.js';
import { newRouter } from './new-router.js';
import { send } from './send.js';

/** Whether requests should be sent to this process. Further members are returned unchanged. */
export type Readiness = { readonly ready: boolean } & Readonly<Record<string, unknown>>;

/** The probes and the metrics of a process, which `probesApi` serves. */
export interface Probes {
  /**
   * Called by each GET /readyz, which is public and unlimited: return a known state. Anything other than `ready: true`
   * is answered 503.
   */
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** Called by each GET /metrics; returns text in the Prometheus format. Without it the route does not exist. */
  readonly metrics?: () => string | Promise<string>;
  /** Called instead for a client that accepts it; returns text in the format of OpenMetrics, which has exemplars. */
  readonly openMetrics?: () => string | Promise<string>;
}

/** The paths of the probes, which are answered while other requests are refused. */
export const probePaths: ReadonlyArray<string> = ['/livez', '/readyz', '/metrics'];

/** An application that serves liveness, readiness and metrics on a separate listener. */
export const probesApi = (probes: Probes & { readonly onDefect: OnDefect }): Koa =>
  koaApp(probes.onDefect, probeRouter(probes, probes.onDefect));

const prometheusType = 'text/plain; version=0.0.4';
const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

export const probeRouter = ({ readiness, metrics, openMetrics }: Probes, onDefect: OnDefect): Router => {
  const router = newRouter();
  router.get('/livez', (ctx) => send(ctx, { status: 200, body: { live: true } }));
  router.get('/readyz', async (ctx) => {
    const state = await readinessNow(readiness, onDefect);
    send(ctx, { status: state.ready ? 200 : 503, body: state });
  });
  if (metrics !== undefined)
    router.get('/metrics', async (ctx) => {
      // A client that can read it prefers it: Prometheus asks for exemplars in this way.
      const isOpen = openMetrics !== undefined && ctx.get('Accept').includes('application/openmetrics-text');
      const text: unknown = await (isOpen ? openMetrics : metrics)();
      if (typeof text !== 'string') throw new TypeError('metrics answers with something that is not text');
      if (openMetrics !== undefined) ctx.vary('Accept');
      ctx.type = isOpen ? openMetricsType : prometheusType;
      ctx.body = text;
    });
  return router;
};

const readinessNow = async (readiness: Probes['readiness'], onDefect: OnDefect): Promise<Readiness> => {
  try {
    const state: unknown = await readiness();
    if (isReadiness(state)) return state;
    onDefect(new TypeError('readiness answers with something that does not say whether it is ready'));
  } catch (defect) {
    onDefect(defect);
  }
  return { ready: false };
};

const isReadiness = (state: unknown): state is Readiness =>
  typeof state === 'object' && state !== null && 'ready' in state && typeof state.ready === 'boolean';
