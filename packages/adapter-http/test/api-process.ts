import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

export interface ApiProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Its output on stdout and stderr. */
  readonly written: () => string;
}

/** The API in a separate process with a heap of 256 MB; it ends with the test. */
export const apiProcess = async (t: ExecutionContext, connections?: number): Promise<ApiProcess> => {
  const child = fork(
    fileURLToPath(new URL('attacked-api.ts', import.meta.url)),
    connections === undefined ? [] : [String(connections)],
    { execArgv: ['--import=tsx', '--max-old-space-size=256'], silent: true },
  );
  t.teardown(() => child.kill('SIGKILL'));
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (written += String(piece)));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => {
      if (typeof message === 'string') resolve(message);
    });
    child.once('exit', (code, signal) => reject(new Error(`the API ended: ${code ?? signal}\n${written}`)));
  });
  return { child, url, written: () => written };
};
