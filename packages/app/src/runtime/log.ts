import type { Log } from '@casm/services';
import { pino } from 'pino';
import { escaped, jsonLine, printable } from '../printable.js';

const quiet = 10_000;

/** From the least to the most that is written: `debug` adds a line for each request. */
export const logLevels = ['warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log that can also say what is of interest in a search for an error only. */
export interface ProcessLog extends Log {
  readonly debug: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
}

export interface LogOptions {
  readonly format: 'human' | 'json';
  /** By default `info`. */
  readonly level?: LogLevel;
  readonly write: (line: string) => void;
  readonly now?: () => number;
}

type Facts = Readonly<Record<string, unknown>>;
type WriteLine = (level: LogLevel, message: string, facts: Facts) => void;

/**
 * `json`: a line of JSON for each event. A warning that repeats itself is told once in ten seconds, with its count; it is
 * another one if its `cause` is another.
 */
export const openLog = ({ format, level = 'info', write, now = Date.now }: LogOptions): ProcessLog => {
  const told = new Map<string, { readonly at: number; readonly repeats: number }>();
  const line = (format === 'json' ? jsonLines : humanLines)(level, write, now);
  return {
    debug: (message, facts = {}) => line('debug', message, facts),
    info: (message, facts = {}) => line('info', message, facts),
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

const jsonLines = (level: LogLevel, write: LogOptions['write'], now: () => number): WriteLine => {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (text) => write(escaped(text.trimEnd())) },
  );
  return (each, message, facts) => logger[each]({ message, ...facts });
};

const humanLines =
  (level: LogLevel, write: LogOptions['write'], now: () => number): WriteLine =>
  (each, message, facts) => {
    if (logLevels.indexOf(each) > logLevels.indexOf(level)) return;
    const time = new Date(now()).toISOString();
    const details = Object.entries(facts).map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? printable(value) : jsonLine(value)}`,
    );
    write(`${time.slice(11, 23)} ${each === 'warn' ? '! ' : ''}${printable(message)}${details.join('')}`);
  };
