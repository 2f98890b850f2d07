import test from 'ava';
import { inMemoryWarehouse, warehouseSuite } from '../src/testing/index.js';

for (const { name, check } of warehouseSuite) {
  test(`in-memory warehouse: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async () => inMemoryWarehouse()))));
}
