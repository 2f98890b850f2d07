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
}

/** The paths of the probes, which are answered while other requests are refused. */
export const probePaths: ReadonlyArray<string> = ['/livez', '/readyz', '/metrics'];

/** An application that serves liveness, readiness and metrics on a separate listener. */
export const probesApi = (probes: Probes & { readonly onDefect: OnDefect }): Koa =>
  koaApp(probes.onDefect, probeRouter(probes, probes.onDefect));

export const probeRouter = ({ readiness, metrics }: Probes, onDefect: OnDefect): Router => {
  const router = newRouter();
  router.get('/livez', (ctx) => send(ctx, { status: 200, body: { live: true } }));
  router.get('/readyz', async (ctx) => {
    const state = await readinessNow(readiness, onDefect);
    send(ctx, { status: state.ready ? 200 : 503, body: state });
  });
  if (metrics !== undefined)
    router.get('/metrics', async (ctx) => {
      const text: unknown = await metrics();
      if (typeof text !== 'string') throw new TypeError('metrics answers with something that is not text');
      ctx.type = 'text/plain; version=0.0.4';
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
