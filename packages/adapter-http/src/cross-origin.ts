import cors from '@koa/cors';
import { WiringDefect } from '@casm/core';
import type Koa from 'koa';
import { answerHeaders } from './answer.js';
import { problemHeaderNames } from './problem-types.js';

/** Whether it is an origin as browsers send it: scheme, host, and the port where it is not that of the scheme. */
export const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** As long as the browsers remember an answer to a preflight request; most take no more than two hours. */
const preflightSeconds = 600;

const readable = [...Object.keys(answerHeaders), ...problemHeaderNames];
const sendable = [
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'traceparent',
  'tracestate',
];

/**
 * Lets scripts of these origins call the API from a browser (CORS). Preflight requests are answered here, before anything else is done.
 * No answer allows credentials: a token is in a header that the script sets, and never in a cookie. Throws a WiringDefect.
 */
export const crossOrigin = (origins: ReadonlyArray<string>): Koa.Middleware => {
  const wrong = origins.filter((origin) => !isOrigin(origin));
  if (wrong.length > 0) throw new WiringDefect(`these are no origins such as https://crm.example: ${wrong.join(', ')}`);
  const allowed = new Set(origins);
  return cors({
    origin: (ctx) => (allowed.has(ctx.get('Origin')) ? ctx.get('Origin') : ''),
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: sendable,
    exposeHeaders: readable,
    maxAge: preflightSeconds,
  });
};
