import type { Log } from '@casm/services';
import { pino } from 'pino';
import { batchedLines } from './batched-lines.js';
import { escapedLines, jsonLine, printable } from '../printable.js';

const quiet = 10_000;

/** From the least to the most that is written: `debug` adds a line for each request. */
export const logLevels = ['warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log that can also say what is of interest in a search for an error only. */
export interface ProcessLog extends Log {
  /** Its lines are made and written at the end of the turn of the event loop, or with the next line of another level. */
  readonly debug: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
  /** Writes what is not written yet. */
  readonly flush: () => void;
}

export interface LogOptions {
  readonly format: 'human' | 'json';
  /** By default `info`. */
  readonly level?: LogLevel;
  /** Takes lines, with line ends between them. */
  readonly write: (lines: string) => void;
  readonly now?: () => number;
}

interface Entry {
  readonly level: LogLevel;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

type LineOf = (entry: Entry) => string;

/**
 * `json`: a line of JSON for each event. A warning that repeats itself is told once in ten seconds, with its count; it is
 * another one if its `cause` is another.
 */
export const openLog = ({ format, level = 'info', write, now = Date.now }: LogOptions): ProcessLog => {
  const told = new Map<string, { readonly at: number; readonly repeats: number }>();
  const lines =
    format === 'json'
      ? batchedLines(entryAsJson(), (text) => write(escapedLines(text)))
      : batchedLines(entryForHumans, write);
  const isWritten = (each: LogLevel): boolean => logLevels.indexOf(each) <= logLevels.indexOf(level);
  const writesDebug = isWritten('debug');
  const line = (each: LogLevel, message: string, facts: Entry['facts']): void => {
    if (isWritten(each)) lines.write({ level: each, at: now(), message, facts });
  };
  return {
    flush: lines.flush,
    debug: (message, facts = {}) => {
      if (writesDebug) lines.writeSoon({ level: 'debug', at: now(), message, facts });
    },
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

/** The log of this process: what is not written yet when the process ends by itself, or by an error that nobody caught, is written then. */
export const openProcessLog = (options: LogOptions): ProcessLog => {
  const log = openLog(options);
  process.once('exit', log.flush);
  return log;
};

/** ISO 8601. Several lines of a millisecond have the same text. */
const timeText = (): ((at: number) => string) => {
  let last = Number.NaN;
  let text = '';
  return (at) => {
    if (at !== last) text = new Date(at).toISOString();
    last = at;
    return text;
  };
};

const entryAsJson = (): LineOf => {
  const timeOf = timeText();
  let time = '';
  let line = '';
  const logger = pino(
    {
      level: 'debug',
      base: null,
      timestamp: () => `,"time":"${time}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (text) => (line = text) },
  );
  return ({ level, at, message, facts }) => {
    time = timeOf(at);
    logger[level]({ message, ...facts });
    // It ends with a line feed.
    return line.slice(0, -1);
  };
};

const entryForHumans: LineOf = ({ level, at, message, facts }) => {
  const time = new Date(at).toISOString();
  const details = Object.entries(facts).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? printable(value) : jsonLine(value)}`,
  );
  return `${time.slice(11, 23)} ${level === 'warn' ? '! ' : ''}${printable(message)}${details.join('')}`;
};
