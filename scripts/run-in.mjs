import { spawn } from 'node:child_process';
import { inRoot } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

/** `run-in <folder> <file.ts> …`: sets up, then runs a program of the workspace in its own folder, with the rest as its arguments. */
const [folder, file, ...args] = process.argv.slice(2);
await setUpOrExit();
const child = spawn(process.execPath, ['--import=tsx', file, ...args], { cwd: inRoot(folder), stdio: 'inherit' });
child.on('close', (code) => (process.exitCode = code ?? 1));
