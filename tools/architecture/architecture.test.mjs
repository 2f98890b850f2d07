import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'ava';
import { cruise } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const { rules } = require('./rules.cjs');
const { options } = require('../../.dependency-cruiser.cjs');
const root = path.resolve(import.meta.dirname, '../..');

const sourceFolders = readdirSync(path.join(root, 'packages'))
  .map((name) => `packages/${name}/src`)
  .filter((folder) => existsSync(path.join(root, folder)));

/** What turns each rule red: files, with what they import. */
const fixtures = {
  'core-imports-only-fp-ts-and-io-ts': {
    'core/src/domain/a.ts': "import { randomUUID } from 'node:crypto';\nexport const a = randomUUID;\n",
  },
  'domain-knows-no-ports-and-no-use-cases': {
    'core/src/domain/a.ts': "import type { B } from '../ports/b.js';\nexport type A = B;\n",
    'core/src/ports/b.ts': 'export type B = string;\n',
  },
  'adapters-do-not-know-each-other': {
    'adapter-http/src/a.ts': "import { b } from '../../adapter-kafka/src/b.js';\nexport const a = b;\n",
    'adapter-kafka/src/b.ts': 'export const b = 1;\n',
  },
  'inversify-only-in-app': {
    'adapter-http/src/a.ts': "import { Container } from 'inversify';\nexport const a = Container;\n",
  },
  'reflectmetadata-only-in-app': { 'core/src/a.ts': "import 'reflect-metadata';\nexport const a = 1;\n" },
  'koa-only-in-adapter-http': { 'app/src/a.ts': "import Koa from 'koa';\nexport const a = Koa;\n" },
  'noderdkafka-only-in-adapter-kafka': {
    'app/src/a.ts': "import Kafka from 'node-rdkafka';\nexport const a = Kafka;\n",
  },
  'sequelize-only-in-adapter-postgres': {
    'app/src/a.ts': "import { Sequelize } from 'sequelize';\nexport const a = Sequelize;\n",
  },
  'pg-only-in-adapter-postgres': { 'adapter-http/src/a.ts': "import pg from 'pg';\nexport const a = pg;\n" },
  'no-cycles': {
    'app/src/a.ts': "import { b } from './b.js';\nexport const a = () => b;\n",
    'app/src/b.ts': "import { a } from './a.js';\nexport const b = () => a;\n",
  },
  'sources-do-not-import-tests': {
    'app/src/a.ts': "import { b } from '../../core/test/b.js';\nexport const a = b;\n",
    'core/test/b.ts': 'export const b = 1;\n',
  },
};

const broken = async (folder) => {
  const forbidden = rules(folder);
  const { output } = await cruise([folder], {
    ...options,
    baseDir: root,
    ruleSet: { forbidden },
    validate: true,
  });
  return {
    modules: output.summary.totalCruised,
    rules: [...new Set(output.summary.violations.map(({ rule }) => rule.name))],
  };
};

for (const [rule, files] of Object.entries(fixtures)) {
  test(`${rule} turns red`, async (t) => {
    const folder = mkdtempSync(path.join(import.meta.dirname, 'fixtures', 'of-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const outcome = await broken(path.relative(root, folder));
    t.true(outcome.rules.includes(rule), `red are: ${outcome.rules.join(', ')}`);
  });
}

test('every rule has a fixture', (t) => {
  t.deepEqual(
    Object.keys(fixtures).sort(),
    rules('packages')
      .map(({ name }) => name)
      .sort(),
  );
});

test('the packages keep every rule, and were really read', async (t) => {
  const { output } = await cruise(sourceFolders, {
    ...options,
    baseDir: root,
    ruleSet: { forbidden: rules('packages') },
    validate: true,
  });
  t.deepEqual(
    output.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`),
    [],
  );
  t.true(output.modules.filter(({ source }) => source.startsWith('packages/') && source.endsWith('.ts')).length > 80);
});
