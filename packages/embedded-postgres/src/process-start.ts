import { readFile } from 'node:fs/promises';

const statOf = async (pid: number): Promise<ReadonlyArray<string> | null> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The process name, in parentheses, may contain spaces and parentheses.
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
 * The start time of a process, which distinguishes it from a later process with the same id; null if it does not run. A
 * zombie does not run. On systems without /proc the answer is `running` for every existing process.
 */
export const processStart = async (pid: number): Promise<string | null> => {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isThere(pid)) return null;
  if (process.platform !== 'linux') return 'running';
  const stat = await statOf(pid);
  const [state, start] = [stat?.[0], stat?.[19]];
  return start === undefined || state === 'Z' || state === 'X' ? null : start;
};
