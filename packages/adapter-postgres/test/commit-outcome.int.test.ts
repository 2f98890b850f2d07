import { createEntry, customerSegments, perform, updateCustomerSegment } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

/** Errors of a commit that may be in effect, and errors of one that certainly is not. */
const outcomes = {
  OutcomeUnknown: ['08006', '40003', '57P01', '57P03', '58030', 'XX000'],
  StoreUnavailable: ['53100', '53200', '55000', '57014', 'P0001'],
};

/** A store whose answers to a commit can be set, as SQLSTATEs. */
const storeThatAnswers = async (t: ExecutionContext) => {
  const schema = await freshSchema(url);
  const store = postgresStore({ url, schema, role: `${schema}_service` });
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => Promise.all([store.close(), admin.end()]).then(() => undefined));
  await succeeds(store.catalogue.seed(exampleCatalogue));
  await admin.query(`create table ${schema}.answer (code text)`);
  await admin.query(`grant select on ${schema}.answer to ${schema}_service`);
  await admin.query(`create function ${schema}.answers() returns trigger language plpgsql as $$
    declare said text := (select code from ${schema}.answer);
    begin
      if said is not null then raise exception using errcode = said, message = 'es ist etwas geschehen'; end if;
      return null;
    end $$`);
  // Deferred, so that it fails the commit itself and not an earlier statement.
  await admin.query(`create constraint trigger answers after insert on ${schema}.request_key
    deferrable initially deferred for each row execute function ${schema}.answers()`);
  const answerWith = async (code: string | null) => {
    await admin.query(`delete from ${schema}.answer`);
    if (code !== null) await admin.query(`insert into ${schema}.answer values ($1)`, [code]);
  };
  return { schema, store, answerWith };
};

for (const [outcome, codes] of Object.entries(outcomes)) {
  test(`a change whose commit is answered with ${codes.join(', ')} is ${outcome}, and a repeat of the request succeeds`, async (t) => {
    const { schema, store, answerWith } = await storeThatAnswers(t);
    const writes = writesTo(store.customers, numberedIds(schema));
    const { refId } = await anActiveCustomer(writes);
    for (const [index, code] of codes.entries()) {
      const customerSegment = index % 2 === 0 ? 'SOHO' : 'BUSINESS';
      const change = perform(writes)(updateCustomerSegment)(
        { requestId: code, customer: { refId }, customerSegment },
        context(),
      );
      await answerWith(code);
      const answered = await change();
      t.like(answered, { _tag: 'Left', left: { _tag: outcome, detail: `es ist etwas geschehen (SQLSTATE ${code})` } });
      await answerWith(null);
      t.false((await succeeds(change)).replayed);
    }
  });

  test(`the same for a change of the catalogue: ${outcome}`, async (t) => {
    const { store, answerWith } = await storeThatAnswers(t);
    for (const code of codes) {
      await answerWith(code);
      const answered = await createEntry(store)(customerSegments, { requestId: code, code, name: code }, context())();
      t.is(E.isLeft(answered) ? answered.left._tag : 'answered', outcome, code);
    }
  });
}
