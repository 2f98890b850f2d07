import { runAva } from './lib/ava.mjs';
import { inRoot, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

await setUpOrExit();
const { passed, failed, skipped, failures } = await runAva(inRoot('testing/compatibility'), process.env);
say('');
for (const failure of failures) say(`failed: ${failure}`);
say(`compatibility: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
