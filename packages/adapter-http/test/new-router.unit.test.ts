import test from 'ava';
import { newRouter } from '../src/new-router.js';

const answering = (...paths: ReadonlyArray<string>) => {
  const router = newRouter();
  for (const path of paths) router.get(path, () => undefined);
  const found = (path: string, method = 'GET') => {
    const { route, path: ofPath, pathAndMethod } = router.match(path, method);
    return [route, ofPath.map((layer) => layer.path), pathAndMethod.map((layer) => layer.path)];
  };
  return { router, found };
};

test('a path is found again as it was found first, and with another method not at all', (t) => {
  const { found } = answering('/customers', '/customers/:id');
  for (const _ of [1, 2]) {
    t.deepEqual(found('/customers'), [true, ['/customers'], ['/customers']]);
    t.deepEqual(found('/customers', 'PUT'), [false, ['/customers'], []]);
    t.deepEqual(found('/customers/7'), [true, ['/customers/:id'], ['/customers/:id']]);
    t.deepEqual(found('/others'), [false, [], []]);
  }
});

test('a route that is added later is found, also on a path that was found before', (t) => {
  const { router, found } = answering('/customers');
  t.deepEqual(found('/customers'), [true, ['/customers'], ['/customers']]);
  router.get('/:any', () => undefined);
  t.deepEqual(found('/customers'), [true, ['/customers', '/:any'], ['/customers', '/:any']]);
});

test('what another router adds to the routes of a request does not come with the next request', (t) => {
  const { router, found } = answering('/customers');
  const { path } = router.match('/customers', 'GET');
  path.push(...path);
  t.deepEqual(found('/customers'), [true, ['/customers'], ['/customers']]);
});
