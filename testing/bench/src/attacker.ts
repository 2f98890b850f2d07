import { fork } from 'node:child_process';
import path from 'node:path';

/** Attacks from a process of its own. Resolves with its end as soon as the attack is on. */
export const attacker = (attack: string, url: string, token: string): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'attacker-process.ts'), { execArgv: ['--import=tsx'] });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.on('message', (message) => {
      if (message === 'ready') child.send({ attack, url, token });
      if (message === 'attacking')
        resolve(() => {
          child.kill('SIGKILL');
          return ended;
        });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the attacker ended with ${code}`)));
  });
