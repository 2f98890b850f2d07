import { recordInWarehouse, perform, updateCustomerSegment } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import {
  MigrationGaveUp,
  migrateOperational,
  migrateWarehouse,
  postgresStore,
  postgresWarehouse,
} from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';
import { translatedServer } from './translated-server.js';

const german = await translatedServer(url);
test.after.always(german.stop);

const adminOn = async (t: ExecutionContext): Promise<pg.Client> => {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  return admin;
};

const freshWrites = async (t: ExecutionContext) => {
  const schema = await freshSchema(german.url);
  const store = postgresStore({ url: german.url, schema, role: `${schema}_service` });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  return { schema, writes: writesTo(store.customers, numberedIds(schema)) };
};

test('a change that meets a conflict is decided again, regardless of the server’s language', async (t) => {
  const [admin, { schema, writes }] = [await adminOn(t), await freshWrites(t)];
  const { refId } = await anActiveCustomer(writes);
  // A sequence keeps drawn numbers when the transaction is rolled back.
  await admin.query(`create sequence ${schema}.attempts`);
  await admin.query(`grant usage on sequence ${schema}.attempts to ${schema}_service`);
  await admin.query(`create function ${schema}.conflicts() returns trigger language plpgsql as $$ begin
    if nextval('${schema}.attempts') <= 3 then raise exception sqlstate '40001'; end if; return new; end $$`);
  await admin.query(`create trigger conflicts before insert on ${schema}.business_transaction
    for each row execute function ${schema}.conflicts()`);
  const body = { requestId: 'r', customer: { refId }, customerSegment: 'SOHO' };
  t.is(
    (await succeeds(perform(writes)(updateCustomerSegment)(body, context()))).transaction.payload.customer.version,
    2,
  );
});

test('a migration that cannot get its locks gives up, regardless of the server’s language', async (t) => {
  const [admin, schema] = [await adminOn(t), `translated_${process.pid}`];
  await migrateOperational({ url: german.url, schema });
  await admin.query(`delete from ${schema}.migration where name = '0006_outbox_by_topic.sql'`);
  await admin.query('begin');
  await admin.query(`select from ${schema}.outbox`);
  await t.throwsAsync(migrateOperational({ url: german.url, schema }), { instanceOf: MigrationGaveUp });
  await admin.query('rollback');
});

test('a message that cannot be stored becomes a dead letter, regardless of the server’s language', async (t) => {
  const [admin, schema] = [await adminOn(t), `translated_dwh_${process.pid}`];
  await migrateWarehouse({ url: german.url, schema });
  await admin.query(`create function ${schema}.refuses() returns trigger language plpgsql
    as $$ begin raise exception sqlstate '22P05'; end $$`);
  await admin.query(`create trigger refuses before insert on ${schema}.customer_version
    for each row execute function ${schema}.refuses()`);
  const { warehouse, deadLetters, close } = postgresWarehouse({ url: german.url, schema, timeZone: 'UTC' });
  t.teardown(close);
  const subscriber = recordInWarehouse({ warehouse, subscriber: 'translated' });
  const partition = { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 };
  await succeeds(subscriber.claim([partition]));
  const body = JSON.stringify({
    transactionId: 't1',
    requestId: 'r1',
    operation: 'createCustomer',
    occurredAt: '2026-01-01T10:00:00.000Z',
    initiator: 'crm',
    reason: null,
    changes: [],
    payload: {
      customer: {
        refId: 'c1',
        externalId: null,
        customName: null,
        customerSegment: null,
        customAttributes: {},
        state: { state: 'INACTIVE', stateReason: 'dfltInactive', stateValidFrom: '2026-01-01T10:00:00.000Z' },
        testCustomer: false,
        version: 1,
      },
    },
  });
  await succeeds(subscriber.receive([{ partition, offset: 0, key: 'c1', body }]));
  const [dead] = await succeeds(deadLetters.list(null, 10));
  t.is(dead?.error, 'es ist etwas geschehen (SQLSTATE 22P05)');
});
