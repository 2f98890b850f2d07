import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/* The pages of docs/how-to, executed: what stands there in a block of `sh` is what runs in the tests. */

const run = promisify(execFile);

/** The built command of this package. */
export const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export const howTo = (name: string): Promise<string> => readFile(path.join(root, 'docs/how-to', name), 'utf8');

export const sectionOf = (text: string, title: string): string =>
  text.split(/^##+ /m).find((one) => one.startsWith(title)) ?? '';

export const blocksOf = (section: string): ReadonlyArray<string> =>
  [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim());

/** The text with each of its placeholders replaced; one that it does not have throws. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((filled, [placeholder, value]) => {
    if (!filled.includes(placeholder)) throw new Error(`the document says nowhere ${placeholder}`);
    return filled.replaceAll(placeholder, value);
  }, text);

/** A shell in this folder, in which `casm` is the command of this package. */
export const shellIn = async (folder: string): Promise<Shell> => {
  await writeFile(path.join(folder, 'casm'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 });
  return async (script, env = {}) => {
    const { stdout } = await run('/bin/bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env['PATH']}`, ...env },
    });
    return stdout;
  };
};

export type Shell = (script: string, env?: Readonly<Record<string, string>>) => Promise<string>;

/** The settings that the script exports. */
export const exportedBy = async (shell: Shell, script: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await shell(`${script}\nenv -0`)).split('\0').flatMap((line): ReadonlyArray<[string, string]> => {
      const [, name = '', value = ''] = /^(CASM_\w+)=(.*)$/s.exec(line) ?? [];
      return name === '' ? [] : [[name, value]];
    }),
  );
