import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export const run = (cwd: string, program: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += String(text)));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += String(text)));
    child.once('error', reject).once('close', (code) => resolve({ code, output }));
  });

/** The output of a command that must succeed. */
export const outputOf = async (cwd: string, program: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const { code, output } = await run(cwd, program, ...args);
  if (code !== 0) throw new Error(`${path.basename(program)} ${args.join(' ')}: exit code ${code}\n${output}`);
  return output;
};

/** An empty folder that is in no workspace. */
export const emptyFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'casm-packages-'));

/** Packs every package that is meant for others, and gives the files by the packages' names. */
export const packAll = async (): Promise<{
  readonly folder: string;
  readonly tarballs: ReadonlyMap<string, string>;
}> => {
  const folder = await emptyFolder();
  const pack = `import { packInto } from '${new URL('../../../scripts/lib/pack.mjs', import.meta.url).href}';
    await packInto(${JSON.stringify(folder)});`;
  await outputOf(root, process.execPath, '--input-type=module', '--eval', pack);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  const named = files.map(
    (file) => [file.replace(/^casm-(.*)-\d+\.\d+\.\d+\.tgz$/, '@casm/$1'), path.join(folder, file)] as const,
  );
  return { folder, tarballs: new Map(named) };
};

/** A project with these packages and nothing else; their install scripts do not run. */
export const projectWith = async (
  t: ExecutionContext,
  packages: ReadonlyArray<string>,
  type: 'module' | 'commonjs' = 'module',
): Promise<string> => {
  const folder = await emptyFolder();
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type }));
  await outputOf(folder, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages);
  return folder;
};
