import test from 'ava';
import { migrationsOf } from '../src/migrations.js';

/**
 * What a process of the previous release may still need: a name, a type, a right, or that a value may be left out. No process writes to the table
 * `migration`.
 */
const takenAway =
  /\b(?:drop\s+(?:table|column|function|procedure|view|index|constraint|type|schema|default)|rename|alter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type|set\s+not\s+null|revoke\s(?![\w, ]+ on migration\b))\b/gi;

const faultsIn = (sql: string): ReadonlyArray<string> => sql.replaceAll(/--.*$/gm, '').match(takenAway) ?? [];

for (const kind of ['operational', 'warehouse'] as const)
  test(`a migration of the ${kind} schema that says the previous release goes on takes nothing away from it`, async (t) => {
    const compatible = (await migrationsOf(kind)).filter(({ isCompatible }) => isCompatible);
    t.true(compatible.length > 0);
    for (const { name, sql } of compatible) t.deepEqual(faultsIn(sql), [], name);
  });

for (const statement of [
  'alter table customer drop column name',
  'drop table customer',
  'alter table customer rename to person',
  'alter table customer alter column name type varchar(10)',
  'alter table customer alter name set not null',
  'alter table dead_letter alter column consumer_group drop default',
  'revoke select on customer from casm_service',
])
  test(`red: ${statement}`, (t) => t.is(faultsIn(`-- Compatible\n${statement};`).length, 1));

test('what a comment says counts for nothing', (t) => {
  t.deepEqual(
    faultsIn(
      '-- Compatible: drop table customer comes in the next release\nalter table customer add column note text;',
    ),
    [],
  );
});
