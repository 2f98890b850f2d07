import test from 'ava';
import { installedWith, missingToPublish } from '../lib/pack.mjs';

const core = { name: 'core', dependencies: { 'fp-ts': '1' } };
const files = { name: 'files', dependencies: { core: '1' } };
const http = { name: 'http', dependencies: { files: '1', koa: '1' } };

test('a package is installed with those of the project that it needs, also indirectly', (t) => {
  const all = [http, files, core];
  t.deepEqual(installedWith(http, all), ['core', 'files']);
  t.deepEqual(installedWith(files, all), ['core']);
  t.deepEqual(installedWith(core, all), []);
});

test('what a manifest lacks for a publication is named', (t) => {
  const whole = { name: 'a', version: '1', description: 'a', license: 'a', engines: {}, exports: {}, files: [] };
  t.deepEqual(missingToPublish(whole), ['repository']);
  t.deepEqual(missingToPublish({ ...whole, repository: 'r' }), []);
  t.deepEqual(missingToPublish({ ...whole, license: undefined, repository: 'r' }), ['license']);
});
