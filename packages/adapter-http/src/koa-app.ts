import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import Koa from 'koa';
import compose from 'koa-compose';
import { problem, type ProblemAnswer } from './problem.js';
import { send } from './send.js';

/** Hears of defects: what no caller can have caused. `id` is told to the caller, where there is one to be told. */
export type OnDefect = (defect: unknown, id?: string) => void;

/** Serves the routes, answers whatever goes wrong with a problem, and writes nothing to stderr by itself. */
export const koaApp = (onDefect: OnDefect, router: Router): Koa => {
  const app = new Koa();
  app.on('error', (error: unknown) => {
    if (!isOfClient(error)) onDefect(error);
  });
  app.use(async (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cache-Control', 'no-store');
    if (!isTarget(ctx.url)) return send(ctx, problem('malformed-request', 'The request target cannot be parsed.'));
    try {
      await next();
    } catch (defect) {
      const id = randomUUID();
      onDefect(defect, id);
      return send(ctx, problem('internal-error', `The defect has the id ${id}. Send the same requestId again.`));
    }
    const unanswered = problemOfStatus(ctx);
    if (unanswered !== null) send(ctx, unanswered);
  });
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
};

/** The same within an application of the embedder's: requests for which `isOurs` does not hold go on to what comes next, untouched. */
export const koaMiddleware = (app: Koa, isOurs: (path: string) => boolean): Koa.Middleware => {
  const answer = compose(app.middleware);
  return (ctx, next) => (isTarget(ctx.url) && isOurs(ctx.path) ? answer(ctx) : next());
};

/** The client went away, which Koa takes for an error of the application. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code));

/** Koa throws, and Node warns, when the path is asked for of a target that cannot be parsed, such as `http://[::1`. */
const isTarget = (url: string): boolean => /^[/*]/.test(url) || (/^https?:/i.test(url) && URL.canParse(url));

/** What no route has answered. */
const problemOfStatus = ({ status, body, method, path, response }: Koa.Context): ProblemAnswer | null => {
  if (status === 404 && (body === undefined || body === null))
    return problem('no-such-route', `${method} ${path} is not served.`);
  if (status === 405) return problem('method-not-allowed', `${path} allows ${response.get('Allow')}.`);
  return null;
};
