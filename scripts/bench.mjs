import { spawn } from 'node:child_process';
import { inRoot } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

await setUpOrExit();
const child = spawn(process.execPath, ['--import=tsx', 'src/main.ts', ...process.argv.slice(2)], {
  cwd: inRoot('bench'),
  stdio: 'inherit',
});
child.on('close', (code) => (process.exitCode = code ?? 1));
