import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/**
 * Runs a command to its end and gives back `{ code, output }`, both streams in one text; nothing is printed. It reads `input`, if any.
 * A command that cannot be started has code 127 and the reason as its output.
 */
export const run = (command, args, { cwd = root, env = process.env, input = null } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    child.stdin?.end(input);
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}ended by ${signal}\n` }),
    );
  });
