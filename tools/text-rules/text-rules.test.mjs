import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { inRoot } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { filesUnder, linesThatBreak, textRules } from './rules.mjs';

for (const rule of textRules) {
  test(`${rule.rule}: a file that breaks it turns it red, before git knows the file and after`, async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casm-text-rules-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    await run('git', ['init', '--quiet'], { cwd: folder });
    t.is(await linesThatBreak(rule, folder), '');
    const file = path.join(folder, rule.red.file);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, rule.red.text);
    t.true((await linesThatBreak(rule, folder)).startsWith(`${rule.red.file}:1:`));
    await run('git', ['add', '.'], { cwd: folder });
    t.true((await linesThatBreak(rule, folder)).startsWith(`${rule.red.file}:1:`));
  });

  test(`${rule.rule}: it looks at files of this project`, async (t) => {
    t.not((await filesUnder(rule, inRoot())).length, 0);
  });
}

test('every exception of a rule is there', async (t) => {
  for (const { paths } of textRules) {
    const exceptions = paths.filter((each) => each.startsWith(':(exclude)')).map((each) => each.slice(10));
    for (const exception of exceptions)
      t.not((await filesUnder({ paths: [exception] }, inRoot())).length, 0, exception);
  }
});
