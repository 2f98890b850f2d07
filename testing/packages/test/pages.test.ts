import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { emptyFolder, outputOf, packAll } from './outside.js';

/*
 * The tutorial (docs/tutorial/your-first-segment-change.md), followed to the letter in an empty folder, and the installation of
 * docs/how-to/use-another-kafka-client.md, on the packed packages.
 */

const { folder, tarballs } = await packAll();
test.after.always(() => rm(folder, { recursive: true, force: true }));

const pageOf = (name: string): Promise<string> => readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

/** The packages of this project, which no registry has, by the files that were packed. */
const onPacked = (script: string): string =>
  script.replaceAll(/@casm\/[\w-]+/g, (name) => tarballs.get(name) ?? `no package ${name}`);

const project = async (t: ExecutionContext): Promise<string> => {
  const made = await emptyFolder();
  t.teardown(() => rm(made, { recursive: true, force: true }));
  return made;
};

const shellIn = (cwd: string, script: string): Promise<string> =>
  outputOf(cwd, '/bin/bash', '-euo', 'pipefail', '-c', script);

test('the tutorial, from the empty folder to its last program', async (t) => {
  const page = await pageOf('tutorial/your-first-segment-change.md');
  const [setUp = ''] = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  const programs = [...page.matchAll(/^```ts run\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  const [, name = '', command = ''] = /^Save this as `(\S+)` and run it with `([^`]+)`:$/m.exec(page) ?? [];
  const parent = await project(t);
  await shellIn(parent, onPacked(setUp));
  const segments = path.join(parent, 'segments');
  const printed: Array<string> = [];
  for (const program of programs) {
    await writeFile(path.join(segments, name), program);
    printed.push(await shellIn(segments, command));
  }
  const [change = '', repeats = '', published = ''] = printed;
  const [, shown = ''] = /^It prints `([^`]+)`\.$/m.exec(page) ?? [];
  t.is(change.trim(), shown);
  t.deepEqual(repeats.split('\n').slice(0, 2), ['1 2 false', '2 2 true']);
  t.regex(repeats, /customerSegment: 'GOLD'/);
  t.regex(
    published,
    /^casm\.customer createCustomer 1\ncasm\.customer updateCustomerSegment 2\n[^]*customerSegment: 'SOHO'/,
  );
});

test('what a publisher on another Kafka client needs is installed as its page says, and the example loads', async (t) => {
  const page = await pageOf('how-to/use-another-kafka-client.md');
  const [, install = ''] = /^```sh\n([^]*?)^```$/m.exec(page) ?? [];
  const [, source = ''] =
    /^```ts examples\/another-kafka-client\/platformatic-publisher\.ts\n([^]*?)^```$/m.exec(page) ?? [];
  const made = await project(t);
  await writeFile(path.join(made, 'package.json'), '{ "private": true, "type": "module" }');
  await shellIn(made, onPacked(install.replace('npm install', 'npm install --no-audit --no-fund')));
  await mkdir(path.join(made, 'src'));
  await writeFile(path.join(made, 'src/platformatic-publisher.ts'), source);
  const compiler = new URL('../node_modules/typescript/bin/tsc', import.meta.url).pathname;
  // The types are checked where all code of the docs is.
  const options = ['--noCheck', '--module', 'nodenext', '--target', 'es2022', '--outDir', 'out'];
  await outputOf(made, process.execPath, compiler, ...options, 'src/platformatic-publisher.ts');
  const program = `import { platformaticPublisher } from './out/platformatic-publisher.js';
    await platformaticPublisher({ brokers: ['127.0.0.1:1'], timeoutMs: 1000 }).close();
    console.log('closed');`;
  t.is((await outputOf(made, process.execPath, '--input-type=module', '--eval', program)).trim(), 'closed');
});
