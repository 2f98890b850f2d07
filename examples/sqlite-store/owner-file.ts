import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const owned = new Set<string>();

/**
 * Makes this process the only user of the database `file`, and returns a function that releases it. Throws while
 * another live process owns it. Removes what a killed process left behind: its owner file, and the lock that SQLite's
 * WebAssembly build keeps as a folder.
 */
export const own = (file: string): (() => void) => {
  const ownerFile = `${file}.owner`;
  if (owned.has(file)) throw new Error(`${file} is open in this process already`);
  if (!created(ownerFile)) {
    takeOver(file, ownerFile);
    if (!created(ownerFile)) throw inUse(file, 'another process');
  }
  owned.add(file);
  return () => {
    owned.delete(file);
    rmSync(ownerFile, { force: true });
  };
};

const created = (ownerFile: string): boolean => {
  try {
    writeFileSync(ownerFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
};

/** A rename is atomic: if several processes find a dead owner, only one gets its file. */
const takeOver = (file: string, ownerFile: string): void => {
  const pid = readFileSync(ownerFile, 'utf8');
  if (isAlive(Number(pid))) throw inUse(file, `process ${pid}`);
  const taken = `${ownerFile}.${process.pid}`;
  renameSync(ownerFile, taken);
  if (readFileSync(taken, 'utf8') !== pid) {
    renameSync(taken, ownerFile);
    throw inUse(file, 'another process');
  }
  rmSync(`${file}.lock`, { recursive: true, force: true });
  rmSync(taken);
};

/** A restarted container reuses pids: an owner file with our own pid that this process did not write is stale. */
const isAlive = (pid: number): boolean => {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process is alive and runs as another user.
    return codeOf(error) !== 'ESRCH';
  }
};

const inUse = (file: string, by: string): Error => new Error(`${file} is in use by ${by}`);

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
