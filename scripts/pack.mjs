import { mkdirSync, rmSync } from 'node:fs';
import { pinnedPnpm } from './lib/pnpm.mjs';
import { inRoot, manifestOf, packageFolders, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUpOrExit } from './set-up.mjs';

// Makes of each package that is meant for others what the registry would get, in the folder `packed`.
await setUpOrExit();
const env = await pinnedPnpm();
const packed = inRoot('packed');
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed);
for (const folder of packageFolders().filter((each) => manifestOf(each).private !== true)) {
  const { code, output } = await run('pnpm', ['pack', '--pack-destination', packed], { cwd: folder, env });
  if (code !== 0) {
    say(output);
    process.exit(1);
  }
  say(`${manifestOf(folder).name} ${manifestOf(folder).version}`);
}
say(`\nInstall what you need from ${packed}.`);
