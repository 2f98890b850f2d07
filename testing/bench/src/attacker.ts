import { fork } from 'node:child_process';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Begun = t.type({ open: t.number });

/** An attack that is on. */
export interface Attacking {
  /** Connections that were open as it began. */
  readonly open: number;
  readonly end: () => Promise<void>;
}

/** Attacks from a process of its own. Resolves as soon as the attack is on. */
export const attacker = (attack: string, url: string, token: string): Promise<Attacking> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'attacker-process.ts'), { execArgv: ['--import=tsx'] });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const end = (): Promise<void> => {
      child.kill('SIGKILL');
      return ended;
    };
    child.on('message', (message) => {
      if (message === 'ready') return void child.send({ attack, url, token });
      const begun = Begun.decode(message);
      if (E.isRight(begun)) resolve({ open: begun.right.open, end });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the attacker ended with ${code}`)));
  });
