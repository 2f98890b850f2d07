import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { customerOperations } from '@casm/core';
import test, { type ExecutionContext } from 'ava';
import { installationWith } from '../src/extensions.js';
import { UserError } from '../src/user-error.js';

/** A module with this text; `core` and `codecs` are imported in it. */
const moduleOf = async (t: ExecutionContext, text: string): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-extensions-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'extensions.mjs');
  const imported = [
    `import * as core from '${import.meta.resolve('@casm/core')}';`,
    `import * as codecs from '${import.meta.resolve('@casm/core/codecs')}';`,
  ];
  await writeFile(file, [...imported, text].join('\n'));
  return file;
};

const faultsOf = async (t: ExecutionContext, text: string): Promise<ReadonlyArray<string>> => {
  const file = await moduleOf(t, text);
  const error = await t.throwsAsync(installationWith(file), { instanceOf: UserError }, text);
  return (error?.lines ?? []).map((line) => line.replaceAll(file, 'FILE'));
};

const update = (name: string, more = '') =>
  `core.customerUpdate({ name: '${name}', summary: 'x', members: {}, apply: (customer) => customer,
    example: { requestId: 'r', customer: { refId: 'c' } }, ${more} })`;

const rule = (name: string, operation: string) =>
  `{ name: '${name}', operations: ['${operation}'], check: () => null }`;

test('without a module there are the operations of the product and no rules', async (t) => {
  for (const none of [undefined, ''])
    t.deepEqual(await installationWith(none), { operations: customerOperations, rules: [] });
});

test('a module adds operations and rules, and its path is relative to the working directory', async (t) => {
  const file = await moduleOf(
    t,
    `export default { operations: [${update('updateTier')}], rules: [${rule('a-rule', 'updateTier')}] };`,
  );
  const { operations, rules } = await installationWith(path.relative(process.cwd(), file));
  t.deepEqual(
    operations.map(({ name }) => name),
    [...customerOperations.map(({ name }) => name), 'updateTier'],
  );
  t.deepEqual(
    rules.map(({ name }) => name),
    ['a-rule'],
  );
});

test('a module that cannot be loaded is one line', async (t) => {
  const gone = await t.throwsAsync(installationWith('/nowhere/x.mjs'), { instanceOf: UserError });
  t.regex(gone?.message ?? '', /^CASM_EXTENSIONS \/nowhere\/x\.mjs cannot be loaded: Cannot find module [^\n]+$/);
  const [unreadable, ...others] = await faultsOf(t, 'export default {');
  t.regex(unreadable ?? '', /^CASM_EXTENSIONS FILE cannot be loaded: [^\n]+$/);
  t.deepEqual(others, []);
  t.deepEqual(await faultsOf(t, `throw new Error('first line\\nsecond line');`), [
    'CASM_EXTENSIONS FILE cannot be loaded: first line',
  ]);
  t.deepEqual(await faultsOf(t, `throw 'no error';`), ['CASM_EXTENSIONS FILE cannot be loaded: no error']);
});

test('a module that exports something else is told with its place', async (t) => {
  const told = (place: string, fault: string) => `CASM_EXTENSIONS FILE: its default export${place} ${fault}`;
  const cases: ReadonlyArray<[string, ReadonlyArray<string>]> = [
    [`export const operations = [];`, [told('', 'must be an object')]],
    [`export default 7;`, [told('', 'must be an object')]],
    [`export default { operation: [] };`, [told(' at /operation', 'is not a known member')]],
    [`export default { operations: {} };`, [told(' at /operations', 'must be an array of 0 to 256 items')]],
    [
      `export default { operations: [7] };`,
      [told(' at /operations/0', 'must be an operation, as customerUpdate makes one')],
    ],
    [
      `export default { operations: [{ ...${update('updateTier')}, name: 'Tier', command: {}, intentOf: 'x' }] };`,
      [
        told(
          ' at /operations/0/name',
          'must be the name of an operation: a lower-case letter, then at most 63 letters and digits',
        ),
        told(
          ' at /operations/0/command/name',
          'must be a string of 1 to 10000 characters, without NUL or unpaired surrogates',
        ),
        ...['is', 'validate', 'decode'].map((name) => told(` at /operations/0/command/${name}`, 'must be a function')),
        told(' at /operations/0/command/schema', 'must be an object'),
        told(' at /operations/0/intentOf', 'must be a function'),
      ],
    ],
    [
      `export default { operations: [${update('updateTier', `rejections: ['TooHigh']`)}] };`,
      [told(' at /operations/0/rejections/0', 'must be the name of a rejection, such as TooManyAttributes')],
    ],
    [
      `export default { rules: [{ name: 'VIP needs a reason', operations: [] }] };`,
      [
        told(' at /rules/0/name', 'must be a name in kebab case, such as vip-needs-a-reason'),
        told(' at /rules/0/operations', 'must be an array of 1 to 256 items'),
        told(' at /rules/0/check', 'must be a function'),
      ],
    ],
  ];
  for (const [text, faults] of cases) t.deepEqual(await faultsOf(t, text), faults, text);
});

test('what cannot be together is one line', async (t) => {
  const cases: ReadonlyArray<[string, string]> = [
    [`{ operations: [${update('updateCustomerSegment')}] }`, 'two operations have the name updateCustomerSegment'],
    [`{ operations: [${update('tier')}, ${update('tier')}] }`, 'two operations have the name tier'],
    [
      `{ operations: [${update('updateSegment')}] }`,
      'updateCustomerSegment and updateSegment are both served as PUT /v1/casm/customers/segment',
    ],
    [`{ rules: [${rule('r', 'updateTier')}] }`, 'the rule r is for updateTier, and there is no such operation'],
    [`{ rules: [${rule('r', 'createCustomer')}, ${rule('r', 'createCustomer')}] }`, 'two rules have the name r'],
    [
      `{ operations: [${update('updateTier', 'apply: undefined')}] }`,
      'the examples cannot be performed: apply is not a function',
    ],
    [
      `{ operations: [${update('updateTier', `members: { tier: codecs.flag }`)}] }`,
      'the examples cannot be performed: the example of updateTier: [{"pointer":"/tier","rule":"is mandatory"}]',
    ],
  ];
  for (const [exported, fault] of cases)
    t.deepEqual(await faultsOf(t, `export default ${exported};`), [`CASM_EXTENSIONS FILE: ${fault}`], exported);
});
