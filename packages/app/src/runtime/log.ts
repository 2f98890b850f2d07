import type { Log } from '@casm/services';
import { pino } from 'pino';
import { batchedLines, type BatchedLines } from './batched-lines.js';
import { escaped, jsonLine, printable } from '../printable.js';

const quiet = 10_000;

/** From the least to the most that is written: `debug` adds a line for each request. */
export const logLevels = ['warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log that can also say what is of interest in a search for an error only. */
export interface ProcessLog extends Log {
  /** Its lines are written at the end of the turn of the event loop, or with the next line of another level. */
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

type Facts = Readonly<Record<string, unknown>>;
type WriteLine = (level: LogLevel, message: string, facts: Facts) => void;

/**
 * `json`: a line of JSON for each event. A warning that repeats itself is told once in ten seconds, with its count; it is
 * another one if its `cause` is another.
 */
export const openLog = ({ format, level = 'info', write, now = Date.now }: LogOptions): ProcessLog => {
  const told = new Map<string, { readonly at: number; readonly repeats: number }>();
  const lines = batchedLines(write);
  const line = (format === 'json' ? jsonLines : humanLines)(level, lines, now);
  return {
    flush: lines.flush,
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

/** The log of this process: what is not written yet when the process ends by itself, or by an error that nobody caught, is written then. */
export const openProcessLog = (options: LogOptions): ProcessLog => {
  const log = openLog(options);
  process.once('exit', log.flush);
  return log;
};

const writeAs = (level: LogLevel, line: string, { write, writeSoon }: BatchedLines): void =>
  level === 'debug' ? writeSoon(line) : write(line);

/** ISO 8601. Several lines of a millisecond have the same text. */
const timeText = (now: () => number): (() => string) => {
  let last = Number.NaN;
  let text = '';
  return () => {
    const at = now();
    if (at !== last) text = new Date(at).toISOString();
    last = at;
    return text;
  };
};

const jsonLines = (level: LogLevel, lines: BatchedLines, now: () => number): WriteLine => {
  let current: LogLevel = 'info';
  const time = timeText(now);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${time()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (text) => writeAs(current, escaped(text.trimEnd()), lines) },
  );
  return (each, message, facts) => {
    current = each;
    logger[each]({ message, ...facts });
  };
};

const humanLines =
  (level: LogLevel, lines: BatchedLines, now: () => number): WriteLine =>
  (each, message, facts) => {
    if (logLevels.indexOf(each) > logLevels.indexOf(level)) return;
    const time = new Date(now()).toISOString();
    const details = Object.entries(facts).map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? printable(value) : jsonLine(value)}`,
    );
    writeAs(
      each,
      `${time.slice(11, 23)} ${each === 'warn' ? '! ' : ''}${printable(message)}${details.join('')}`,
      lines,
    );
  };
