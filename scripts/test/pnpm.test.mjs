import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { withHeaders } from '../lib/pnpm.mjs';

const aNode = (t, headers) => {
  const prefix = mkdtempSync(path.join(tmpdir(), 'casm-node-'));
  t.teardown(() => rmSync(prefix, { recursive: true }));
  mkdirSync(path.join(prefix, 'include/node'), { recursive: true });
  if (headers) writeFileSync(path.join(prefix, 'include/node/node_version.h'), '');
  return prefix;
};

test('what is compiled is compiled with the headers of this Node, whatever npm is set to', (t) => {
  const prefix = aNode(t, true);
  const inherited = { PATH: '/bin', npm_config_nodedir: '/another/node' };
  t.deepEqual(withHeaders(inherited, path.join(prefix, 'bin/node')), { PATH: '/bin', npm_config_nodedir: prefix });
});

test('a Node without headers beside it leaves the setting of npm', (t) => {
  const inherited = { npm_config_nodedir: '/headers/elsewhere' };
  t.deepEqual(withHeaders(inherited, path.join(aNode(t, false), 'bin/node')), inherited);
});
