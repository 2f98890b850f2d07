import { casmCommand, type Dev, freshFolder, moveTo, segmentInWarehouse, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { asShipped, sabotaged as withFailpoints } from '../harness/casm-process.js';
import type { Failpoint } from '../harness/sabotage/failpoints.js';
import { segmentPath } from '../harness/tenant.js';

const [shipped, sabotaged] = [casmCommand(asShipped), casmCommand(withFailpoints)];

const shows = (dev: Dev, segment: string): Promise<void> =>
  waitUntil(async () => (await segmentInWarehouse(dev)) === segment, {
    deadlineMs: 20_000,
    describe: `the warehouse shows ${segment}`,
  });

/** Changes a segment in a process that dies at the failpoint, then restarts without it. */
const survives = async (t: ExecutionContext, failpoint: Failpoint): Promise<void> => {
  const folder = await freshFolder(t);
  const calm = await shipped.casmDev(t, folder);
  await shows(calm, 'RESIDENTIAL');
  await calm.end('SIGTERM');
  const doomed = await sabotaged.casmDev(t, folder, { FAULTS_FAILPOINT: failpoint });
  // If the process dies first, its answer is lost; the restart shows whether the change was committed.
  await doomed.call('PUT', segmentPath, moveTo('SOHO', failpoint)).catch(() => null);
  t.is((await doomed.ended).signal, 'SIGKILL');
  const recovered = await shipped.casmDev(t, folder);
  await shows(recovered, 'SOHO');
  const { json } = await recovered.call('GET', '/v1/dwh/customers?externalId=CRM-1001');
  t.like(json, { versions: [{ version: 2 }, { version: 1 }] });
  const moves = await recovered.call('GET', '/v1/dwh/segment-moves?from=2000-01-01&to=2999-12-31');
  t.regex(JSON.stringify(moves.json), /"from":"RESIDENTIAL","to":"SOHO","moves":1/);
};

for (const failpoint of [
  'relay.before-publish',
  'relay.before-remove',
  'warehouse.before-apply',
  'warehouse.before-commit',
  'warehouse.after-apply',
] as const) {
  test(`casm dev: kill -9 at ${failpoint} loses nothing and counts nothing twice`, (t) => survives(t, failpoint));
}
