import { mkdirSync, rmSync } from 'node:fs';
import { installedWith, missingToPublish, packInto } from './lib/pack.mjs';
import { inRoot, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

// Makes of each package that is meant for others what the registry would get, in the folder `packed`.
await setUpOrExit();
const packed = inRoot('packed');
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed);
try {
  const manifests = await packInto(packed);
  for (const manifest of manifests) {
    const others = installedWith(manifest, manifests);
    say(`${manifest.name} ${manifest.version}${others.length > 0 ? `, with ${others.join(', ')}` : ''}`);
  }
  const missing = [...new Set(manifests.flatMap(missingToPublish))];
  if (missing.length > 0) say(`\nTo set before a publication (docs/reference/versions.md): ${missing.join(', ')}.`);
  say(`\nInstall what you need from ${packed}, each with those named after it, in one command.`);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
