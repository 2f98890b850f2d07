import { execFile } from 'node:child_process';
import { accessSync, constants, createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import type { ExecutionContext } from 'ava';
import { type Browser, chromium } from 'playwright-core';

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @sparticuz/chromium contains a Chromium for this platform only. */
const isPackaged = process.platform === 'linux' && process.arch === 'x64';

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  .flatMap((name) => (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name)))
  .find(isExecutable);

/** Path of the program. The package contains it compressed, with the libraries that it needs besides the C library. */
const unpacked = async (folder: string): Promise<string> => {
  const bin = path.resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../../bin');
  const decompress = (from: string, to: string, mode: number): Promise<void> =>
    pipeline(
      createReadStream(path.join(bin, from)),
      createBrotliDecompress(),
      createWriteStream(path.join(folder, to), { mode }),
    );
  await decompress('chromium.br', 'chromium', 0o755);
  await decompress('al2023.tar.br', 'lib.tar', 0o644);
  await promisify(execFile)('tar', ['-xf', 'lib.tar'], { cwd: folder });
  return path.join(folder, 'chromium');
};

interface Program {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const programIn = async (folder: string): Promise<Program> => ({
  executablePath: isPackaged ? await unpacked(folder) : (installed ?? ''),
  env: { ...process.env, HOME: folder, ...(isPackaged ? { LD_LIBRARY_PATH: path.join(folder, 'lib') } : {}) },
});

/** Whether the program can be loaded; the machine may lack a library that the package does not contain. */
const starts = async (): Promise<boolean> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-chromium-'));
  try {
    const { executablePath, env } = await programIn(folder);
    return await promisify(execFile)(executablePath, ['--version'], { env }).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Whether a browser can run on this machine. */
export const hasChromium = (isPackaged || installed !== undefined) && (await starts());

/** A headless Chromium. It ends with the test, and its files are removed. */
export const openedChromium = async (t: ExecutionContext): Promise<Browser> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-chromium-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const browser = await chromium.launch({
    ...(await programIn(folder)),
    args: ['--no-sandbox'],
  });
  t.teardown(() => browser.close());
  return browser;
};
