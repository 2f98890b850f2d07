import { readFile, rm } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import test from 'ava';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { outputOf, packAll } from './outside.js';

const { folder, tarballs } = await packAll();
test.after.always(() => rm(folder, { recursive: true, force: true }));

test('what is meant for others is packed', (t) => {
  t.deepEqual([...tarballs.keys()].sort(), [
    '@casm/access',
    '@casm/adapter-http',
    '@casm/adapter-kafka',
    '@casm/adapter-postgres',
    '@casm/app',
    '@casm/campaign-files',
    '@casm/client',
    '@casm/core',
    '@casm/embedded-postgres',
    '@casm/services',
  ]);
});

/** What `npm run pack` says that a manifest lacks. */
const missingToPublish = async (manifest: string): Promise<string> => {
  const program = `import { missingToPublish } from '${new URL('../../../scripts/lib/pack.mjs', import.meta.url).href}';
    console.log(missingToPublish(${manifest}).join(', '));`;
  return (await outputOf(folder, process.execPath, '--input-type=module', '--eval', program)).trim();
};

/** Importing `@casm/app` starts nothing: it is a command, and has one entry for programs that start it. */
const withoutTypes = new Set(['./package.json', './dist/main.js', './migrations/*']);

for (const [name, tarball] of tarballs) {
  test(`${name}: has what a package must have, and nothing that points elsewhere`, async (t) => {
    const files = (await outputOf(folder, 'tar', 'tzf', tarball)).trim().split('\n');
    for (const file of ['README.md', 'LICENSE', 'package.json']) t.true(files.includes(`package/${file}`), file);
    const manifest: unknown = JSON.parse(await outputOf(folder, 'tar', 'xzOf', tarball, 'package/package.json'));
    const text = JSON.stringify(manifest);
    t.is(
      await missingToPublish(text),
      'repository',
      'the public address, which the publisher sets, is all that is missing',
    );
    t.notRegex(text, /workspace:|catalog:/, 'versions of the workspace');
    t.notRegex(text, /"(devDependencies)":\{[^}]*\}.*"private":true/, 'a private package');
    const dependencies = Object.keys(
      typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest && manifest.dependencies
        ? manifest.dependencies
        : {},
    );
    t.deepEqual(
      dependencies.filter((each) => each.startsWith('@casm/') && !tarballs.has(each)),
      [],
      'packages that nobody can have',
    );
    const maps = files.filter((file) => file.endsWith('.js.map'));
    for (const map of maps) {
      const source = map.replace('package/dist/', 'package/src/').replace(/\.js\.map$/, '.ts');
      t.true(files.includes(source), `${map} points to ${source}`);
    }
  });

  test(`${name}: publint and are-the-types-wrong have nothing to say`, async (t) => {
    const data = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
    t.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
    const analysed = await checkPackage(createPackageFromTarballData(data));
    const problems =
      analysed.types === false ? ['it has no types'] : analysed.problems.map((problem) => JSON.stringify(problem));
    // The packages are ECMAScript modules: a `require` of TypeScript before 5.8, and Node 10's resolution, are not for them.
    const esmOnly = problems.filter((problem) => !/"resolutionKind":"node10"|CJSResolvesToESM/.test(problem));
    const typed = esmOnly.filter(
      (problem) => ![...withoutTypes].some((entry) => problem.includes(JSON.stringify(entry))),
    );
    t.deepEqual(typed, []);
  });
}
