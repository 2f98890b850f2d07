import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

/** The law to check on a real broker at host:port. */
interface LawOnKafka {
  readonly at: string;
  readonly reader: 'alone' | 'in a group';
  readonly name: string;
}

/**
 * Checks a law in a process of its own, which is killed then, and rejects if the law is broken. librdkafka 2.12 may never free a client whose
 * topic has lost partitions. Node waits for the thread that does, and ava waits for the process of each test file.
 */
export const heldApart = async (t: ExecutionContext, { at, reader, name }: LawOnKafka): Promise<void> => {
  const child = fork(fileURLToPath(new URL('law-process.ts', import.meta.url)), [at, reader, name], {
    execArgv: ['--import=tsx'],
    silent: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => t.log(String(piece).trimEnd()));
  try {
    const broken = await new Promise<string>((resolve, reject) => {
      child.once('message', (message) => {
        if (typeof message === 'string') resolve(message);
        else reject(new Error('the process of the law says how it ended in a string'));
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`the process of the law ended: ${code ?? signal}`)));
    });
    if (broken !== '') throw new Error(broken);
  } finally {
    child.kill('SIGKILL');
  }
};
