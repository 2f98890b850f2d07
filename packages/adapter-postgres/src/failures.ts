import { type StoreUnavailable, storeUnavailable } from '@casm/core';
import pg from 'pg';

/** SQLSTATEs by name, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const sqlstate = {
  uniqueViolation: '23505',
  deadlockDetected: '40P01',
  serializationFailure: '40001',
  lockNotAvailable: '55P03',
} as const;

/** The server's own words for one statement, after which that statement is undone for certain. */
const answered = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR';

const has =
  (...codes: ReadonlyArray<string>) =>
  (error: unknown): boolean =>
    answered(error) && codes.includes(error.code ?? '');

export const isLockTimeout = has(sqlstate.lockNotAvailable);

/** Someone else was first or in the way; the same again, on new facts, may pass. */
export const isConflict = has(sqlstate.uniqueViolation, sqlstate.deadlockDetected, sqlstate.serializationFailure);

/** Class 22 and 23: the values of some item, not the state of the server. */
export const isAboutValues = (error: unknown): boolean => answered(error) && /^2[23]/.test(error.code ?? '');

/** What no repetition mends: values out of range, or too large for a limit of the server (class 22 and 54). */
export const isUnstorable = (error: unknown): error is pg.DatabaseError =>
  answered(error) && /^(22|54)/.test(error.code ?? '');

/** Whether the statement is undone for certain: true for the server's own error, false for a connection that broke. */
export const isUndone = answered;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));

export const toStoreUnavailable = (error: unknown): StoreUnavailable => storeUnavailable(messageOf(error));
