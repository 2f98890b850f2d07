import { type StoreFailure, storeMisconfigured, storeUnavailable } from '@casm/core';
import { DatabaseUnusable } from './database-check/database-problem.js';
import { UnexpectedRow } from './rows.js';
import { SettingNotTaken } from './session-settings.js';

/*
 * PostgreSQL translates error messages and `severity`, and a pooler has its own messages. Only the SQLSTATE is the same
 * everywhere: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const sqlstate = {
  uniqueViolation: '23505',
  invalidStatementName: '26000',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  duplicatePreparedStatement: '42P05',
  lockNotAvailable: '55P03',
} as const;

/** Sequelize and Umzug wrap the driver's error. */
const within = (error: Error): unknown => ('original' in error ? error.original : error.cause);

/**
 * The SQLSTATE of a server error, or of the server error that `error` wraps; undefined for others, such as Node's
 * system errors.
 */
export const sqlstateOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && !('errno' in error) ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : sqlstateOf(within(error));
};

const hasState =
  (...states: ReadonlyArray<string>) =>
  (error: unknown): boolean =>
    states.includes(sqlstateOf(error) ?? '');

const hasClass =
  (classes: RegExp) =>
  (error: unknown): boolean =>
    classes.test(sqlstateOf(error) ?? '');

export const isUniqueViolation = hasState(sqlstate.uniqueViolation);

export const isLockTimeout = hasState(sqlstate.lockNotAvailable);

/** Lost a race with another transaction; a retry on new facts may succeed. */
export const isConflict = hasState(sqlstate.uniqueViolation, sqlstate.deadlockDetected, sqlstate.serializationFailure);

/** Classes 22, 23 and 54: caused by the values of an item, not by the state of the server. */
export const isAboutValues = hasClass(/^(22|23|54)/);

/**
 * Values that no retry can store: out of range, or too large for a limit of the server (classes 22 and 54). 22023 is
 * excluded: it concerns a parameter, such as the name of a time zone.
 */
export const isUnstorable = hasClass(/^(22(?!023)|54)/);

/**
 * Whether a commit certainly had no effect. After any other error, or none, it may be in effect: a broken connection
 * (08), a session ended by an operator or a crash (57P), a fault of the system (58) or the server (XX), or
 * statement_completion_unknown (40003). A proxy, pooler or distributed server may report these after the commit.
 */
export const isUndone = (error: unknown): boolean => {
  const state = sqlstateOf(error);
  return state !== undefined && !/^(08|57P|58|XX|40003)/.test(state);
};

/*
 * Errors that persist until an operator intervenes: a missing database (3D), schema (3F), table, column or right (42),
 * a rejected login (28), a feature this server lacks (0A), rejected values and parameters (22, 23, 54), and a prepared
 * statement (26) or cursor (34) that this session does not have.
 */
const isPermanent = hasClass(/^(0A|22|23|26|28|34|3D|3F|42|54)/);

/** Errors of the driver for a login that lacks something in the URL, and of Node for a certificate. */
const isRefusedBeforeLogin = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(SASL|The server does not support SSL)/.test(error.message) ||
    ('code' in error && /CERT|LEAF_SIGNATURE/.test(String(error.code))) ||
    isRefusedBeforeLogin(within(error)));

const isMisconfiguration = (error: unknown): boolean =>
  error instanceof UnexpectedRow ||
  error instanceof SettingNotTaken ||
  error instanceof DatabaseUnusable ||
  isRefusedBeforeLogin(error) ||
  (isPermanent(error) && !isConflict(error));

/** Prepared statements of two sessions collide only behind a pooler that shares server sessions. */
const isOfAnotherSession = hasState(sqlstate.duplicatePreparedStatement, sqlstate.invalidStatementName);

/** The message of an error for an operator, with its SQLSTATE, because the message may be localized. */
export const reasonOf = (error: unknown): string => {
  const state = sqlstateOf(error);
  const why = isOfAnotherSession(error)
    ? '; a pooler in transaction mode is in the way: it must be in session mode'
    : '';
  return state === undefined ? wordsOf(error) : `${wordsOf(error)} (SQLSTATE ${state})${why}`;
};

/** Node reports a host that fails on every address as an AggregateError with an empty message. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return within(error) instanceof Error ? wordsOf(within(error)) : error.name;
};

/** What is wrong in words of this package. A message of the server or the driver can name users, addresses and lines of pg_hba.conf. */
const unmetIn = (error: unknown): ReadonlyArray<string> | undefined => {
  if (error instanceof DatabaseUnusable) return error.problems.map(({ detail }) => detail);
  return error instanceof SettingNotTaken ? [error.message] : undefined;
};

export const toStoreFailure = (error: unknown): StoreFailure =>
  isMisconfiguration(error) ? storeMisconfigured(reasonOf(error), unmetIn(error)) : storeUnavailable(reasonOf(error));
