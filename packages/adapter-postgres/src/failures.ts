import { type StoreFailure, storeMisconfigured, storeUnavailable } from '@casm/core';
import { DatabaseUnusable } from './database-check/database-problem.js';
import { UnexpectedRow } from './rows.js';
import { SettingNotTaken } from './session-settings.js';

/*
 * PostgreSQL translates the words of an error, `severity` among them, and a pooler has words of its own. Only the SQLSTATE
 * is the same everywhere: https://www.postgresql.org/docs/current/errcodes-appendix.html
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

/** The SQLSTATE of the server's answer, if `error` is one or wraps one. The codes of Node's own errors are none. */
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

/** Someone else was first or in the way; the same again, on new facts, may pass. */
export const isConflict = hasState(sqlstate.uniqueViolation, sqlstate.deadlockDetected, sqlstate.serializationFailure);

/** Class 22, 23 and 54: the values of some item, not the state of the server. */
export const isAboutValues = hasClass(/^(22|23|54)/);

/**
 * What no repetition mends: values out of range, or too large for a limit of the server (class 22 and 54). 22023 is not about
 * values that are stored, but about a parameter such as the name of a time zone.
 */
export const isUnstorable = hasClass(/^(22(?!023)|54)/);

/**
 * Whether a commit is undone for certain. After the other answers, and after none, it may be in effect: a connection that
 * broke (08), an operator or a crash that ended the session (57P), a fault of the system (58) or of the server (XX), and
 * statement_completion_unknown (40003). A proxy, a pooler or a distributed server may say these once it has committed.
 */
export const isUndone = (error: unknown): boolean => {
  const state = sqlstateOf(error);
  return state !== undefined && !/^(08|57P|58|XX|40003)/.test(state);
};

/*
 * What stays so until an operator mends it: a missing database (3D), schema (3F), table, column or right (42), a login that is
 * refused (28), what this server cannot do (0A), values and parameters that it refuses (22, 23, 54), and a prepared statement (26)
 * or a cursor (34) that is not in this session.
 */
const isPermanent = hasClass(/^(0A|22|23|26|28|34|3D|3F|42|54)/);

/** What the driver says of a login for which the URL lacks something, and Node of a certificate. */
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

/** Prepared statements of two sessions meet in one only behind a pooler that hands its connections round. */
const isOfAnotherSession = hasState(sqlstate.duplicatePreparedStatement, sqlstate.invalidStatementName);

/** The words of an error for an operator, with its SQLSTATE, since the words may be in any language. */
export const reasonOf = (error: unknown): string => {
  const state = sqlstateOf(error);
  const why = isOfAnotherSession(error)
    ? '; a pooler in transaction mode is in the way: it must be in session mode'
    : '';
  return state === undefined ? wordsOf(error) : `${wordsOf(error)} (SQLSTATE ${state})${why}`;
};

/** Node says nothing of a host that fails on each of its addresses, but in its parts. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return within(error) instanceof Error ? wordsOf(within(error)) : error.name;
};

export const toStoreFailure = (error: unknown): StoreFailure =>
  (isMisconfiguration(error) ? storeMisconfigured : storeUnavailable)(reasonOf(error));
