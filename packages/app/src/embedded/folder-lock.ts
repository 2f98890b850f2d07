import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { processStart } from '@casm/embedded-postgres';

/** Another process has the folder. */
export class FolderLocked extends Error {
  override readonly name = 'FolderLocked';
  readonly pid: number;
  constructor(pid: number) {
    super(`process ${pid} has the folder`);
    this.pid = pid;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const fileOf = (folder: string, number: number): string => path.join(folder, `lock.${number}`);

/** The numbers of the lock files, the highest first. */
const numbersIn = async (folder: string): Promise<ReadonlyArray<number>> =>
  (await readdir(folder))
    .flatMap((name) => /^lock\.(\d{1,15})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);

/** Whose lock it is, if that process runs; a lock that is gone by now is nobody's. */
const holderOf = async (file: string): Promise<number | null> => {
  try {
    const [pid = '', start] = (await readFile(file, 'utf8')).trim().split(' ');
    return (await processStart(Number(pid))) === start ? Number(pid) : null;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/** Makes the file with its whole content; false if there is one already. */
const create = async (folder: string, file: string, content: string): Promise<boolean> => {
  const draft = path.join(folder, `lock-${randomUUID()}`);
  await writeFile(draft, content, { mode: 0o644 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft);
  }
};

/**
 * Locks the folder for this process until it ends or releases it. Throws a FolderLocked if a process that runs has it.
 *
 * The holder is the running process of the lock file with the highest number. Whoever finds that holder dead makes the file with
 * the next number, which only one can, and has the folder if no higher one is there by then. Only the holder removes files, and only
 * those below its own, so the highest number never falls and nobody takes for dead who came meanwhile.
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  for (;;) {
    const [highest = 0] = await numbersIn(folder);
    const holder = await holderOf(fileOf(folder, highest));
    if (holder !== null) throw new FolderLocked(holder);
    const mine = highest + 1;
    const made = await create(folder, fileOf(folder, mine), `${process.pid} ${await processStart(process.pid)}\n`);
    const numbers = await numbersIn(folder);
    if (!made) continue;
    if (numbers[0] !== mine) {
      await rm(fileOf(folder, mine), { force: true });
      continue;
    }
    await Promise.all(numbers.filter((each) => each < mine).map((each) => rm(fileOf(folder, each), { force: true })));
    return () => writeFile(fileOf(folder, mine), 'released\n');
  }
};
