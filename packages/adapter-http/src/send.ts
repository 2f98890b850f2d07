import { Readable } from 'node:stream';
import type Koa from 'koa';
import type { Answer } from './answer.js';
import type { ProblemAnswer } from './problem.js';

export const send = (ctx: Koa.Context, answer: Answer | ProblemAnswer): void => {
  for (const [name, value] of Object.entries(answer.headers ?? {})) if (value !== undefined) ctx.set(name, value);
  if ('problem' in answer) {
    ctx.status = answer.problem.status;
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(answer.problem);
    return;
  }
  ctx.status = answer.status;
  if (answer.csv !== undefined) {
    ctx.type = 'text/csv';
    ctx.body = Readable.from(answer.csv, { objectMode: false });
    return;
  }
  const text = answer.text ?? (answer.body === undefined ? null : JSON.stringify(answer.body));
  if (text === null) return;
  ctx.type = 'application/json';
  ctx.body = text;
};
