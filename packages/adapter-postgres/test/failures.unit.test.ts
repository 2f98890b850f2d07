import test from 'ava';
import pg from 'pg';
import { ConnectionError, DatabaseError, UniqueConstraintError } from 'sequelize';
import {
  isAboutValues,
  isConflict,
  isLockTimeout,
  isUndone,
  isUnstorable,
  reasonOf,
  sqlstateOf,
  toStoreFailure,
} from '../src/failures.js';
import { DatabaseUnusable } from '../src/database-check/database-problem.js';
import { SettingNotTaken } from '../src/session-settings.js';

/** An error of the server with a German message, so that only its SQLSTATE can be recognized. */
const answer = (code: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError('es ist etwas geschehen', 0, 'error'), { code, severity: 'FEHLER' });

const wrappedBySequelize = (error: Error) => new DatabaseError(Object.assign(error, { sql: '', parameters: {} }));

test('an error of the server is recognized by its SQLSTATE, bare or wrapped', (t) => {
  t.is(sqlstateOf(answer('55P03')), '55P03');
  t.is(sqlstateOf(wrappedBySequelize(answer('42P01'))), '42P01');
  t.is(sqlstateOf(new Error('a migration failed', { cause: wrappedBySequelize(answer('55P03')) })), '55P03');
  t.true(isConflict(new UniqueConstraintError({ parent: Object.assign(answer('23505'), { sql: '' }) })));
});

test('an error that is not the server’s has no SQLSTATE, regardless of its code', (t) => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', errno: -32, syscall: 'write' });
  for (const error of [broken, new Error('Connection terminated unexpectedly'), 'text', undefined, null]) {
    t.is(sqlstateOf(error), undefined);
    t.false(isUndone(error));
  }
});

const certain = ['22P05', '23505', '23514', '25006', '3D000', '40001', '40P01', '42501', '42P01', '53100', '53300'];
const alsoCertain = ['54000', '55000', '55P03', '57014', '0A000', 'P0001'];
const unknown = [
  '08000',
  '08006',
  '08P01',
  '40003',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '58000',
  '58030',
  'XX000',
  'XX001',
];

test('a commit certainly had no effect after every error that no proxy returns after a commit', (t) => {
  for (const code of [...certain, ...alsoCertain]) t.true(isUndone(answer(code)), code);
  for (const code of unknown) t.false(isUndone(answer(code)), code);
});

test('errors are classified by the class of their SQLSTATE', (t) => {
  const all = [...certain, ...alsoCertain, ...unknown];
  const those = (holds: (error: unknown) => boolean) => all.filter((code) => holds(answer(code)));
  t.deepEqual(those(isLockTimeout), ['55P03']);
  t.deepEqual(those(isConflict), ['23505', '40001', '40P01']);
  t.deepEqual(those(isAboutValues), ['22P05', '23505', '23514', '54000']);
  t.deepEqual(those(isUnstorable), ['22P05', '54000']);
});

test('a reason has the message of the innermost error and its SQLSTATE', (t) => {
  t.is(reasonOf(wrappedBySequelize(answer('42P01'))), 'es ist etwas geschehen (SQLSTATE 42P01)');
  const refused = new AggregateError([
    new Error('connect ECONNREFUSED ::1:1'),
    new Error('connect ECONNREFUSED 127.0.0.1:1'),
  ]);
  t.is(reasonOf(refused), 'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1');
});

test('errors that only an operator can fix are StoreMisconfigured; all others are StoreUnavailable', (t) => {
  const tagOf = (error: unknown) => toStoreFailure(error)._tag;
  const permanent = [
    '0A000',
    '22P05',
    '22023',
    '23514',
    '26000',
    '28P01',
    '34000',
    '3D000',
    '3F000',
    '42501',
    '42P01',
    '54000',
  ];
  const passing = ['08006', '23505', '25006', '40001', '53100', '53300', '55000', '57014', '57P03', '58030', 'XX000'];
  for (const code of permanent) t.is(tagOf(answer(code)), 'StoreMisconfigured', code);
  for (const code of passing) t.is(tagOf(answer(code)), 'StoreUnavailable', code);
  const certificate = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const password = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
  for (const error of [certificate, password, new ConnectionError(certificate), new ConnectionError(password)])
    t.is(tagOf(error), 'StoreMisconfigured', error.message);
  t.is(
    tagOf(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', errno: -111 })),
    'StoreUnavailable',
  );
});

test('what may be published of a misconfiguration is in the words of this package, never in those of the database', (t) => {
  const problems = [{ name: 'schema-missing', detail: 'the schema casm is not there' }] as const;
  t.deepEqual(toStoreFailure(new DatabaseUnusable(problems)), {
    _tag: 'StoreMisconfigured',
    detail: 'the schema casm is not there',
    unmet: ['the schema casm is not there'],
  });
  t.like(toStoreFailure(new SettingNotTaken('TimeZone is CET and must be UTC')), {
    unmet: ['TimeZone is CET and must be UTC'],
  });
  for (const code of ['28000', '28P01', '3D000', '42501'])
    t.deepEqual(Object.keys(toStoreFailure(answer(code))), ['_tag', 'detail'], code);
});

test('errors about prepared statements of another session mention the pooler', (t) => {
  for (const code of ['26000', '42P05']) t.regex(reasonOf(answer(code)), /pooler in transaction mode/);
});
