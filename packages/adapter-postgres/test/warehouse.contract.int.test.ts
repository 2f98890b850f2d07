import { lawsFor, warehouseSuite } from '@casm/core/testing';
import test from 'ava';
import { url } from './database.js';
import { inTurn } from './in-turn.js';
import { migrateWarehouse, postgresWarehouse } from '../src/index.js';

let schemas = 0;

for (const { name, check } of lawsFor(warehouseSuite, []).laws) {
  test(`PostgreSQL warehouse: ${name}`, async (t) => {
    const make = async () => {
      schemas += 1;
      const schema = `dwh_${process.pid}_${schemas}`;
      await migrateWarehouse({ url, schema });
      const as = (role: string) => postgresWarehouse({ url, schema, role: `${schema}_${role}`, timeZone: 'UTC' });
      const [subscriber, repairer] = [as('subscriber'), as('repairer')];
      t.teardown(() => Promise.all([subscriber.close(), repairer.close()]).then(() => undefined));
      return { ...subscriber, repair: repairer.repair, deadLetters: repairer.deadLetters };
    };
    await inTurn(() => t.notThrowsAsync(check(make)));
  });
}
