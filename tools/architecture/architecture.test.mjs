import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'ava';
import { cruise } from 'dependency-cruiser';
import { root, sourceFolders } from '../../scripts/lib/project.mjs';

const require = createRequire(import.meta.url);
const { rules } = require('./rules.cjs');
const { options } = require('../../.dependency-cruiser.cjs');

/** What turns each rule red: files, with what they import. */
const fixtures = {
  'core-imports-only-what-is-allowed': {
    'packages/core/src/domain/a.ts': "import { randomUUID } from 'node:crypto';\nexport const a = randomUUID;\n",
  },
  'adapter-http-imports-only-what-is-allowed': {
    'packages/adapter-http/src/a.ts': "import { b } from '../../adapter-kafka/src/b.js';\nexport const a = b;\n",
    'packages/adapter-kafka/src/b.ts': 'export const b = 1;\n',
  },
  'adapter-kafka-imports-only-what-is-allowed': {
    'packages/adapter-kafka/src/a.ts': "import pg from 'pg';\nexport const a = pg;\n",
  },
  'adapter-postgres-imports-only-what-is-allowed': {
    'packages/adapter-postgres/src/a.ts': "import { Container } from 'inversify';\nexport const a = Container;\n",
  },
  'embedded-postgres-imports-only-what-is-allowed': {
    'packages/embedded-postgres/src/a.ts':
      "import type { Right } from 'fp-ts/lib/Either.js';\nexport type A = Right<1>;\n",
  },
  'campaign-files-imports-only-what-is-allowed': {
    'packages/campaign-files/src/a.ts': "import Koa from 'koa';\nexport const a = Koa;\n",
  },
  'client-imports-only-what-is-allowed': {
    'packages/client/src/a.ts': "import { randomUUID } from 'node:crypto';\nexport const a = randomUUID;\n",
  },
  'services-imports-only-what-is-allowed': {
    'packages/services/src/a.ts': "import pg from 'pg';\nexport const a = pg;\n",
  },
  'access-imports-only-what-is-allowed': {
    'packages/access/src/a.ts': "import Koa from 'koa';\nexport const a = Koa;\n",
  },
  'app-imports-only-what-is-allowed': { 'packages/app/src/a.ts': "import Koa from 'koa';\nexport const a = Koa;\n" },
  'every-package-has-a-list': {
    'packages/adapter-mail/src/a.ts': "import { connect } from 'node:net';\nexport const a = connect;\n",
  },
  'domain-knows-no-ports-and-no-use-cases': {
    'packages/core/src/domain/a.ts': "import type { B } from '../ports/b.js';\nexport type A = B;\n",
    'packages/core/src/ports/b.ts': 'export type B = string;\n',
  },
  'the-container-is-in-one-file': {
    'packages/app/src/commands/a.ts': "import type { Container } from 'inversify';\nexport type A = Container;\n",
  },
  'opentelemetry-is-loaded-on-demand': {
    'packages/app/src/a.ts': "import { trace } from '@opentelemetry/api';\nexport const a = trace;\n",
  },
  'opentelemetry-is-imported-dynamically': {
    'packages/app/src/runtime/tracing/a.ts':
      "import { startSdk } from './open-telemetry-sdk.js';\nexport const a = startSdk;\n",
    'packages/app/src/runtime/tracing/open-telemetry-sdk.ts': 'export const startSdk = 1;\n',
  },
  'no-cycles': {
    'packages/app/src/a.ts': "import { b } from './b.js';\nexport const a = () => b;\n",
    'packages/app/src/b.ts': "import { a } from './a.js';\nexport const b = () => a;\n",
  },
  'sources-do-not-import-tests': {
    'packages/app/src/a.ts': "import { b } from '../../core/test/b.js';\nexport const a = b;\n",
    'packages/core/test/b.ts': 'export const b = 1;\n',
  },
  'sources-do-not-import-the-in-memory-adapters': {
    'packages/core/src/use-cases/a.ts': "import { b } from '../testing/b.js';\nexport const a = b;\n",
    'packages/core/src/testing/b.ts': 'export const b = 1;\n',
  },
  'the-oracle-knows-nothing-of-the-product': {
    'testing/faults/src/a.ts': "import type { Customer } from '@casm/core';\nexport type A = Customer;\n",
  },
};

const broken = async (folder) => {
  const forbidden = rules(`${folder}/`);
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
    rules()
      .map(({ name }) => name)
      .sort(),
  );
});

test('the packages keep every rule, and were really read', async (t) => {
  const { output } = await cruise(sourceFolders(), {
    ...options,
    baseDir: root,
    ruleSet: { forbidden: rules() },
    validate: true,
  });
  t.deepEqual(
    output.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`),
    [],
  );
  for (const folder of sourceFolders())
    t.true(output.modules.filter(({ source }) => source.startsWith(`${folder}/`) && source.endsWith('.ts')).length > 0);
});
