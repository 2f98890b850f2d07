import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from './lib/project.mjs';
import { dropEchoedSignals } from './lib/signals-once.mjs';
import { setUpOrExit } from './set-up.mjs';

await setUpOrExit();

// The service runs in this very process: its signals, streams and exit code are npm's child's own, and no wrapper can outlive it.
const main = inRoot('packages/app/dist/main.js');
if (!existsSync(main)) {
  process.stderr.write('packages/app has no dist/main.js: its build made no casm command.\n');
  process.exit(1);
}
process.argv = [process.execPath, main, 'dev', ...process.argv.slice(2)];
dropEchoedSignals();
await import(pathToFileURL(main).href);
