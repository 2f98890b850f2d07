import type { Log } from '@casm/services';
import { jsonLine, printable } from '../printable.js';

const quiet = 10_000;

/**
 * `json`: a line of JSON for each event. A warning that repeats itself is told once in ten seconds, with its count; it is
 * another one if its `cause` is another.
 */
export const openLog = (format: 'human' | 'json', write: (line: string) => void, now: () => number = Date.now): Log => {
  const told = new Map<string, { readonly at: number; readonly repeats: number }>();
  const line = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    const time = new Date(now()).toISOString();
    if (format === 'json') return write(jsonLine({ time, level, message, ...facts }));
    const details = Object.entries(facts).map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? printable(value) : jsonLine(value)}`,
    );
    write(`${time.slice(11, 23)} ${level === 'warn' ? '! ' : ''}${printable(message)}${details.join('')}`);
  };
  return {
    info: (message, facts) => line('info', message, facts),
    warn: (message, facts = {}) => {
      const name = JSON.stringify([message, facts['cause']]);
      const before = told.get(name);
      if (before !== undefined && now() - before.at < quiet) {
        told.set(name, { ...before, repeats: before.repeats + 1 });
        return;
      }
      // A cause may have an id in it: what is long past need not be kept to be told apart.
      told.forEach(({ at, repeats }, other) => {
        if (repeats === 0 && now() - at >= quiet) told.delete(other);
      });
      line(
        'warn',
        message,
        before === undefined || before.repeats === 0 ? facts : { ...facts, repeated: before.repeats },
      );
      told.set(name, { at: now(), repeats: 0 });
    },
  };
};
