import { decideRow, toTopics } from '@casm/core';
import { numberedIds, succeeds } from '@casm/core/testing';
import { postgresStore } from '../src/index.js';

// Works on campaigns in a separate process until it is killed: `campaign-runner.ts <url> <schema> <holder>`.
const [url = '', schema = '', holder = ''] = process.argv.slice(2);
const store = postgresStore({ url, schema });
const decide = decideRow({ newId: numberedIds(holder), topicsFor: toTopics() });
const pauseMs = 20;

for (;;) {
  const worked = await succeeds(store.campaignWork.work(holder, 500, decide));
  if (worked === null) await new Promise((resolve) => setTimeout(resolve, pauseMs));
}
