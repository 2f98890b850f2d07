import { readFile } from 'node:fs/promises';

const statOf = async (pid: number): Promise<ReadonlyArray<string> | null> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks and brackets itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
};

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * What tells a running process from a later one with the same number; null where none runs. One that has ended and whose parent has
 * not noticed (a zombie, as in a container without an init) does not run. Where there is no /proc, all processes that are there look
 * the same.
 */
export const processStart = async (pid: number): Promise<string | null> => {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isThere(pid)) return null;
  if (process.platform !== 'linux') return 'running';
  const stat = await statOf(pid);
  const [state, start] = [stat?.[0], stat?.[19]];
  return start === undefined || state === 'Z' || state === 'X' ? null : start;
};
