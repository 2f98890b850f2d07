import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { say } from './project.mjs';
import { emptyTally, finalTally, readTapLine } from './tap.mjs';

const unproven = /^\s*(?:#\s*)?(?:ℹ\s*)?(unproven:.*)$/;

/**
 * Runs ava in a folder and prints each test as it ends, diagnostics under the failed ones. Gives back
 * `{ passed, failed, skipped, failures, unproven }`: titles of what failed, and the lines by which tests say what they could not prove.
 */
export const runAva = (folder, env) =>
  new Promise((resolve) => {
    const tally = emptyTally();
    const unprovenLaws = [];
    const child = spawn(path.join(folder, 'node_modules/.bin/ava'), ['--tap'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const eachLine = (stream, readable) =>
      createInterface({ input: stream }).on('line', (line) => {
        const law = unproven.exec(line)?.[1];
        if (law !== undefined) unprovenLaws.push(law);
        const text = readable(line);
        if (text !== null) say(text);
      });
    eachLine(child.stdout, (line) => readTapLine(tally, line));
    eachLine(child.stderr, (line) => `    ${line}`);
    child.on('error', (error) => {
      say(`    ${error.message}`);
      resolve({ ...finalTally(tally, 127), unproven: unprovenLaws });
    });
    child.on('close', (code) => resolve({ ...finalTally(tally, code ?? 1), unproven: unprovenLaws }));
  });
