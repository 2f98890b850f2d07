import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { say } from './project.mjs';
import { emptyTally, finalTally, readTapLine } from './tap.mjs';

/**
 * Runs ava in a folder and prints each test as it ends, diagnostics under the failed ones. Gives back
 * `{ passed, failed, skipped, failures }`, the last the titles of what failed.
 */
export const runAva = (folder, env) =>
  new Promise((resolve) => {
    const tally = emptyTally();
    const child = spawn(path.join(folder, 'node_modules/.bin/ava'), ['--tap'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const eachLine = (stream, readable) =>
      createInterface({ input: stream }).on('line', (line) => {
        const text = readable(line);
        if (text !== null) say(text);
      });
    eachLine(child.stdout, (line) => readTapLine(tally, line));
    eachLine(child.stderr, (line) => `    ${line}`);
    child.on('error', (error) => {
      say(`    ${error.message}`);
      resolve(finalTally(tally, 127));
    });
    child.on('close', (code) => resolve(finalTally(tally, code ?? 1)));
  });
