import { readdir, readFile } from 'node:fs/promises';

/** Which part of the show a process is, by its command line. */
const parts: ReadonlyArray<readonly [string, RegExp]> = [
  ['CASM serve', /dist\/main\.js serve/],
  ['CASM relay', /dist\/main\.js relay/],
  ['CASM dwh', /dist\/main\.js dwh/],
  ['embedded store', /src\/store-process\.ts/],
  ['PgBouncer', /pgbouncer/],
  ['textbook service', /textbook-service/],
  ['PostgreSQL', /^postgres:|bin\/postgres/],
  ['Kafka', /kafka\.Kafka/],
  ['load generator or pgbench', /src\/(main|generator-process)\.ts/],
];

/** What one process, and its children that have ended, used so far, in ticks of 1/100 s. */
interface Used {
  readonly pid: string;
  readonly parent: string | undefined;
  readonly part: string;
  readonly ticks: number;
}

/**
 * What each process used; empty where there is no /proc.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
const usage = async (): Promise<ReadonlyArray<Used>> => {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).replace(/^.*\) /s, '').split(' ');
      const part = parts.find(([, pattern]) => pattern.test(command))?.[0];
      return part === undefined
        ? []
        : [
            {
              pid,
              parent: fields[1],
              part,
              ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0),
            },
          ];
    }),
  );
  return rows.flat();
};

/**
 * What a part used between the two. The ticks of a child move to its parent when it ends; those of a process that ended with its parent are
 * left out.
 */
const ticksBetween = (before: ReadonlyArray<Used>, after: ReadonlyArray<Used>, part: string): number => {
  const alive = new Set(after.map(({ pid }) => pid));
  const isCounted = ({ pid, parent }: Used): boolean => alive.has(pid) || (parent !== undefined && alive.has(parent));
  const sum = (used: ReadonlyArray<Used>): number =>
    used.reduce((ticks, each) => (each.part === part && isCounted(each) ? ticks + each.ticks : ticks), 0);
  return sum(after) - sum(before);
};

/** Cores that a part keeps busy, by its name. */
export type CpuShares = ReadonlyMap<string, number>;

export const sharesAsText = (shares: CpuShares): string =>
  [...shares].map(([part, cores]) => `${part} ${cores.toFixed(2)}`).join(', ');

/** The result of `run`, and how many cores each part kept busy meanwhile; parts that used none are left out. */
export const withCpuShares = async <A>(
  run: () => Promise<A>,
): Promise<{ readonly result: A; readonly cores: CpuShares }> => {
  const [before, started] = [await usage(), performance.now()];
  const result = await run();
  const [after, seconds] = [await usage(), (performance.now() - started) / 1000];
  const cores = parts.flatMap(([part]): ReadonlyArray<readonly [string, number]> => {
    const ticks = ticksBetween(before, after, part);
    return ticks > 0 ? [[part, ticks / 100 / seconds]] : [];
  });
  return { result, cores: new Map(cores) };
};
