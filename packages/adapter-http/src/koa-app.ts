import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import Koa from 'koa';
import compose from 'koa-compose';
import { AnswerBrokenOff } from './answer.js';
import { problem, type ProblemAnswer } from './problem.js';
import { send } from './send.js';

/** Receives defects: errors that no caller can cause. `id` is the id in the caller's answer, if there is an answer. */
export type OnDefect = (defect: unknown, id?: string) => void;

/** Serves the routes, behind `first`, and answers every error with a problem. It writes nothing to stderr. */
export const koaApp = (onDefect: OnDefect, router: Router, first: ReadonlyArray<Koa.Middleware> = []): Koa => {
  const app = new Koa();
  app.on('error', (error: unknown) => {
    if (!isOfClient(error) && !(error instanceof AnswerBrokenOff)) onDefect(error);
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
  for (const middleware of first) app.use(middleware);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
};

/** The same as middleware of the embedder's application. Requests for which `isOurs` is false pass on unchanged. */
export const koaMiddleware = (app: Koa, isOurs: (path: string) => boolean): Koa.Middleware => {
  const answer = compose(app.middleware);
  return (ctx, next) => (isTarget(ctx.url) && isOurs(ctx.path) ? answer(ctx) : next());
};

/** The client closed the connection, which Koa reports as an application error. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code));

/** Koa throws, and Node warns, when the path of an unparsable target such as `http://[::1` is read. */
const isTarget = (url: string): boolean => /^[/*]/.test(url) || (/^https?:/i.test(url) && URL.canParse(url));

/** The problem for a request that no route has answered. */
const problemOfStatus = (ctx: Koa.Context): ProblemAnswer | null => {
  const { status } = ctx;
  if (status === 404 && (ctx.body === undefined || ctx.body === null))
    return problem('no-such-route', `${ctx.method} ${ctx.path} is not served.`);
  if (status === 405) return problem('method-not-allowed', `${ctx.path} allows ${ctx.response.get('Allow')}.`);
  return null;
};
