import test from 'ava';
import { newRouter } from '../src/new-router.js';
import { targetsOf } from '../src/server/targets.js';

const paths = ['/livez', '/v1/casm/segment-campaigns/:campaignId/rows.csv'];

/** Each target with whether it is one of the paths, and the path in it. */
const targets: ReadonlyArray<readonly [string, boolean, string]> = [
  ['/livez', true, '/livez'],
  ['/livez?a=/b', true, '/livez'],
  ['/LiveZ/', true, '/LiveZ/'],
  ['http://casm.example:8080/livez', true, '/livez'],
  ['/livezz', false, '/livezz'],
  ['/v1/livez', false, '/v1/livez'],
  ['/?/livez', false, '/'],
  ['/v1/casm/segment-campaigns/a-1/rows.csv', true, '/v1/casm/segment-campaigns/a-1/rows.csv'],
  ['/v1/casm/segment-campaigns/a/b/rows.csv', false, '/v1/casm/segment-campaigns/a/b/rows.csv'],
  ['/v1/casm/segment-campaigns//rows.csv', false, '/v1/casm/segment-campaigns//rows.csv'],
  ['/v1/casm/segment-campaigns/a/rowsXcsv', false, '/v1/casm/segment-campaigns/a/rowsXcsv'],
];

test('the listener recognizes the targets that the router does', (t) => {
  const router = newRouter();
  for (const path of paths) router.get(path, () => undefined);
  const isTarget = targetsOf(paths);
  for (const [target, expected, path] of targets) {
    t.is(router.match(path, 'GET').pathAndMethod.length > 0, expected, `the router: ${target}`);
    t.is(isTarget(target), expected, target);
  }
  t.false(targetsOf([])('/livez'));
});
