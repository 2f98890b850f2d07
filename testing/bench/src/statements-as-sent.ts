import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import pg from 'pg';

/** How a process sends the named statements of the store. The store itself sends them named, and its settings once for each session. */
export const Sending = t.type({
  /** False: without their names, so that the server parses and plans each again. */
  named: t.boolean,
  /** True: each in a transaction of its own that begins with all the settings of a session, in one round trip. */
  settingsEachTime: t.boolean,
});
export type Sending = t.TypeOf<typeof Sending>;

const NamedStatement = t.intersection([
  t.type({ name: t.string, text: t.string }),
  t.partial({ values: t.UnknownArray }),
]);

/** The statement by which the store gives a session its settings: their names and values are its only parameter. */
const SettingsStatement = t.type({ text: t.string, values: t.tuple([t.string]) });
const Settings = t.record(t.string, t.string);

const Callable = t.Function;

const isOfSettings = (text: string): boolean => text.includes('set_config(name, wanted, false)');

const setLocal = (settings: string): string => {
  const given = Settings.decode(JSON.parse(settings));
  if (E.isLeft(given)) throw new Error('the settings of a session are not as they were');
  return Object.entries(given.right)
    .map(([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`)
    .join('; ');
};

/** Changes how the driver sends the store's named statements, in this process and for good. */
export const sendStatements = ({ named, settingsEachTime }: Sending): void => {
  const query = Callable.decode(Reflect.get(pg.Client.prototype, 'query'));
  if (E.isLeft(query)) throw new Error('the driver has no method query');
  let begin: string | null = null;

  const send = (client: object, ...given: ReadonlyArray<unknown>): unknown => Reflect.apply(query.right, client, given);

  const inTransaction = (client: object, statement: object, callback: (...answer: Array<unknown>) => unknown): void => {
    if (begin === null) throw new Error('no session has got its settings');
    // All three at once.
    Object.assign(client, { pipeline: true });
    let answer: ReadonlyArray<unknown> = [];
    // If it fails, so does the statement.
    send(client, begin, () => undefined);
    send(client, statement, (...got: ReadonlyArray<unknown>) => (answer = got));
    send(client, 'commit', (error: unknown) => callback(...(error === null ? answer : [error])));
  };

  Object.defineProperty(pg.Client.prototype, 'query', {
    value(this: object, statement: unknown, ...rest: ReadonlyArray<unknown>): unknown {
      const settings = SettingsStatement.decode(statement);
      if (E.isRight(settings) && isOfSettings(settings.right.text))
        begin = `begin; ${setLocal(settings.right.values[0])}`;
      const known = NamedStatement.decode(statement);
      if (E.isLeft(known)) return send(this, statement, ...rest);
      const { name, text, values = [] } = known.right;
      const sent = { ...(named ? { name } : {}), text, values };
      if (!settingsEachTime) return send(this, sent, ...rest);
      const callback = Callable.decode(rest[0]);
      if (E.isLeft(callback)) throw new Error('a statement of the store has no callback');
      return inTransaction(this, sent, (...answer) => Reflect.apply(callback.right, null, answer));
    },
  });
};
