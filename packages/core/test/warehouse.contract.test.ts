import test from 'ava';
import { inMemoryWarehouse, lawsFor, warehouseSuite } from '../src/testing/index.js';

for (const { name, check } of lawsFor(warehouseSuite, []).laws)
  test(`in-memory warehouse: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async () => inMemoryWarehouse()))));
