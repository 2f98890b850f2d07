import { run } from '../../scripts/lib/run.mjs';

// What a reader should not have to find by eye. A rule is an extended regular expression that no line of its files may match; `red` is
// a file that breaks it, for its test.
//
// The paths are git's pathspecs: without `:(glob)` and `**` a path with a star in its middle matches no file, and the rule is green
// whatever the files hold.
export const textRules = [
  {
    rule: 'process.env is read in one file of the app only',
    pattern: 'process\\.env',
    paths: [':(glob)packages/*/src/**', ':(exclude)packages/app/src/environment.ts'],
    red: { file: 'packages/core/src/domain/a.ts', text: "export const a = process.env['A'];\n" },
  },
  {
    rule: 'no console in sources',
    pattern: 'console\\.',
    paths: [':(glob)packages/*/src/**'],
    red: { file: 'packages/adapter-http/src/a.ts', text: "console.log('a');\n" },
  },
  {
    rule: 'no test that is chosen alone',
    pattern: '\\.only[(]',
    paths: [':(glob)**/*.test.ts', ':(glob)**/*.test.mjs'],
    red: { file: 'packages/core/test/a.test.ts', text: "test.only('a', () => {});\n" },
  },
  {
    rule: 'a test that cannot run here is skipped and not passed',
    pattern: 'unproven',
    paths: [':(glob)**/*.test.ts', ':(glob)**/*.test.mjs'],
    red: { file: 'packages/core/test/a.test.ts', text: "test('a', (t) => (t.log('unproven: a'), t.pass()));\n" },
  },
  {
    rule: 'no machine paths',
    pattern: '/root/|/work/',
    paths: ['.', ':(exclude)tools/text-rules'],
    red: { file: 'docs/a.md', text: 'See /root/a.\n' },
  },
  {
    rule: 'no lint or type error is silenced',
    pattern: '(ox|es)lint-disable|@ts-(ignore|expect-error|nocheck)',
    paths: ['packages', 'testing', 'scripts', 'tools', ':(exclude)tools/text-rules'],
    red: { file: 'packages/core/src/a.ts', text: '// @ts-ignore\nexport const a = 1;\n' },
  },
  {
    rule: 'the lockfile names no registry',
    pattern: 'https?://',
    paths: ['pnpm-lock.yaml'],
    red: { file: 'pnpm-lock.yaml', text: 'tarball: https://registry.example/a.tgz\n' },
  },
];

/** The lines of the git work tree `cwd` that break a rule, new files among them, with file and number; none: ''. */
export const linesThatBreak = async ({ pattern, paths }, cwd) => {
  const { code, output } = await run('git', ['grep', '--untracked', '--text', '-nE', pattern, '--', ...paths], { cwd });
  if (code > 1) throw new Error(`git grep failed: ${output}`);
  return output;
};

/** The files that a rule looks at. */
export const filesUnder = async ({ paths }, cwd) => {
  const { code, output } = await run(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths],
    { cwd },
  );
  if (code !== 0) throw new Error(`git ls-files failed: ${output}`);
  return output.split('\n').filter((file) => file !== '');
};
