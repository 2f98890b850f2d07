import { fork } from 'node:child_process';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type Order, Phase } from './generator-process.js';

const Phases = t.array(Phase);

/** The phase of an order that has one. */
export const only = ([phase]: ReadonlyArray<Phase>): Phase => {
  if (phase === undefined) throw new Error('the load generator told of no phase');
  return phase;
};

/** Runs the order in a process of its own, and answers with what came of each of its phases. */
export const generate = (order: Order): Promise<ReadonlyArray<Phase>> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'generator-process.ts'), { execArgv: ['--import=tsx'] });
    child.on('message', (message) => {
      if (message === 'ready') return void child.send(order);
      const phases = Phases.decode(message);
      if (E.isRight(phases)) resolve(phases.right);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the load generator ended with ${code}`)));
  });
