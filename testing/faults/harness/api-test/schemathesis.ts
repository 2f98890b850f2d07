import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { token } from '../fleet.js';

const version = '4.32.5';
const folder = fileURLToPath(new URL(`../../../../.cache/schemathesis-${version}`, import.meta.url));
const program = path.join(folder, 'bin/schemathesis');
const here = fileURLToPath(new URL('.', import.meta.url));
const config = path.join(here, 'schemathesis.toml');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Installs Schemathesis from PyPI if necessary. Returns the reason if it cannot be installed, else null. */
export const schemathesisMissing = async (): Promise<string | null> => {
  if (existsSync(program)) return null;
  try {
    await promisify(execFile)('python3', ['-m', 'venv', folder]);
    await promisify(execFile)(path.join(folder, 'bin/pip'), ['install', '--quiet', `schemathesis==${version}`]);
    return null;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return `Schemathesis ${version} cannot be installed: ${messageOf(error).trim().split('\n').at(-1)}`;
  }
};

export interface Asked {
  /** Number of fuzzing cases, over all operations together. */
  readonly cases: number;
  readonly seed: number;
}

const operationsIn = async (documentUrl: string): Promise<number> => {
  const text = await (await fetch(documentUrl)).text();
  return text.split('"operationId"').length - 1;
};

/**
 * Runs every check in all phases: examples, schema limits, random cases, operation sequences. Returns true if nothing
 * was found.
 */
export const schemathesisPasses = async (url: string, { cases, seed }: Asked): Promise<boolean> => {
  const document = `${url}/openapi.json`;
  const perOperation = Math.ceil(cases / (await operationsIn(document)));
  const options = {
    '--checks': 'all',
    '--phases': 'examples,coverage,fuzzing,stateful',
    '--max-examples': String(perOperation),
    '--seed': String(seed),
    '--header': `Authorization: Bearer ${token}`,
    '--generation-database': 'none',
  };
  const child = spawn(
    program,
    [
      '--config-file',
      config,
      'run',
      document,
      '--continue-on-failure',
      '--no-color',
      ...Object.entries(options).flat(),
    ],
    {
      cwd: folder,
      env: { ...process.env, PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: '1', SCHEMATHESIS_HOOKS: 'hooks' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return code === 0;
};
