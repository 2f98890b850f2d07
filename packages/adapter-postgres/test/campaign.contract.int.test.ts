import { campaignSuite, lawsFor } from '@casm/core/testing';
import test from 'ava';
import { url } from './database.js';
import { freshStore } from './fresh-store.js';
import { inTurn } from './in-turn.js';

for (const { name, check } of lawsFor(campaignSuite, ['several processes']).laws) {
  test(`PostgreSQL campaigns: ${name}`, (t) =>
    inTurn(async () => {
      const closing: Array<() => Promise<void>> = [];
      await t.notThrowsAsync(check((options) => freshStore(url, options, closing)));
      await Promise.all(closing.map((close) => close()));
    }));
}
