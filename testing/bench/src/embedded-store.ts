import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { type StoreSetting, Worked } from './store-process.js';

/** The store in a process of its own, which does nothing else. */
export interface EmbeddedStore {
  readonly work: (seconds: number) => Promise<Worked>;
  readonly stop: () => Promise<void>;
}

/** The next message of the child; rejects if it ends before. */
const answerOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the process of the store ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });

export const embeddedStore = async (setting: StoreSetting): Promise<EmbeddedStore> => {
  const child = fork(path.join(import.meta.dirname, 'store-process.ts'), { execArgv: ['--import=tsx'] });
  await answerOf(child);
  const isSet = answerOf(child);
  child.send(setting);
  await isSet;
  return {
    work: async (seconds) => {
      const answer = answerOf(child);
      child.send({ seconds });
      const worked = Worked.decode(await answer);
      if (E.isLeft(worked)) throw new Error('the process of the store told of nothing');
      return worked.right;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.disconnect();
      await ended;
    },
  };
};
