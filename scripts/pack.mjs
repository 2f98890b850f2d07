import { mkdirSync, rmSync } from 'node:fs';
import { packInto } from './lib/pack.mjs';
import { inRoot, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

// Makes of each package that is meant for others what the registry would get, in the folder `packed`.
await setUpOrExit();
const packed = inRoot('packed');
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed);
try {
  for (const { name, version } of await packInto(packed)) say(`${name} ${version}`);
  say(`\nInstall what you need from ${packed}.`);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
