import { spawn } from 'node:child_process';
import { inRoot } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

/** `run-in <folder> <file.ts> …`: sets up, then runs a program of the workspace in its own folder, with the rest as its arguments. */
const [folder, file, ...args] = process.argv.slice(2);
await setUpOrExit();
const child = spawn(process.execPath, ['--import=tsx', file, ...args], { cwd: inRoot(folder), stdio: 'inherit' });
// npm ends this process only: whoever stops it means the program.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => (process.exitCode = code ?? 1));
