import test from 'ava';
import { skipReason } from '../src/index.js';

test.serial('a missing tool is a reason to skip, and an error where tools are required', (t) => {
  const before = process.env['CASM_REQUIRE_TOOLS'];
  t.teardown(() => {
    if (before === undefined) delete process.env['CASM_REQUIRE_TOOLS'];
    else process.env['CASM_REQUIRE_TOOLS'] = before;
  });
  delete process.env['CASM_REQUIRE_TOOLS'];
  t.is(skipReason('no hadolint'), 'no hadolint');
  t.is(skipReason(null), null);
  process.env['CASM_REQUIRE_TOOLS'] = '1';
  t.throws(() => skipReason('no hadolint'), { message: /no hadolint/ });
  t.is(skipReason(null), null);
});
