import { type PoolMode, startPgBouncer, waitUntil } from '@casm/test-engines';
import pg from 'pg';
import { execute } from './servers.js';

export type Settings = Readonly<Record<string, string>>;

/** What the product finds itself in. */
export interface Surroundings {
  /** The URL under which the product is given the database. */
  readonly enter: (url: string) => Promise<string>;
  readonly leave: () => Promise<void>;
}

const stays = async (): Promise<void> => undefined;

const assignments = (settings: Settings): ReadonlyArray<string> =>
  Object.entries(settings).map(([name, value]) => `set ${name} = ${pg.escapeLiteral(value)}`);

/** As defaults of the server. */
export const onServer = async (admin: string, settings: Settings): Promise<Surroundings> => {
  await execute(admin, ...assignments(settings).map((each) => `alter system ${each}`), 'select pg_reload_conf()');
  // A reload takes a moment to get to the sessions that begin.
  const isThere = async (): Promise<boolean> =>
    (
      await execute(
        admin,
        `select from pg_settings
        where source = 'configuration file' and name in (${Object.keys(settings)
          .map((setting) => pg.escapeLiteral(setting))
          .join()})`,
      )
    ).length === Object.keys(settings).length;
  await waitUntil(isThere, { deadlineMs: 10_000, describe: () => `the server has ${Object.keys(settings).join()}` });
  return {
    enter: async (url) => url,
    leave: async () => void (await execute(admin, 'alter system reset all', 'select pg_reload_conf()')),
  };
};

/** As defaults of each database. */
export const onDatabase = (admin: string, settings: Settings): Surroundings => {
  const entered = new Set<string>();
  return {
    enter: async (url) => {
      const database = new URL(url).pathname.slice(1);
      if (!entered.has(database))
        await execute(admin, ...assignments(settings).map((each) => `alter database ${database} ${each}`));
      entered.add(database);
      return url;
    },
    leave: async () =>
      void (await execute(admin, ...[...entered].map((database) => `alter database ${database} reset all`))),
  };
};

/** As defaults of a role of its own. */
export const onRole = async (admin: string, settings: Settings): Promise<Surroundings> => {
  const role = 'with_defaults';
  await execute(
    admin,
    `create role ${role} superuser login`,
    ...assignments(settings).map((each) => `alter role ${role} ${each}`),
  );
  return {
    enter: async (url) => {
      const asRole = new URL(url);
      asRole.username = role;
      return asRole.href;
    },
    leave: stays,
  };
};

/** As `options` of the URL. */
export const inUrl = (settings: Settings): Surroundings => ({
  enter: async (url) => {
    const withOptions = new URL(url);
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`);
    withOptions.searchParams.set('options', options.join(' '));
    return withOptions.href;
  },
  leave: stays,
});

/** Behind PgBouncer. */
export const behindPooler = async (mode: PoolMode, admin: string): Promise<Surroundings> => {
  const { behind, stop } = await startPgBouncer(mode, admin);
  return { enter: async (url) => behind(url), leave: stop };
};
