import test from 'ava';
import { staticTokens } from '../src/index.js';

test('a token of the list lets its client in, who may do everything; every other is nobody’s', (t) => {
  const authenticate = staticTokens(new Map([['0123456789abcdef', 'crm']]));
  t.deepEqual(authenticate('0123456789abcdef'), { client: 'crm' });
  for (const token of ['', '0123456789abcde', '0123456789abcdeF', '0123456789abcdef0', 'crm', 'constructor'])
    t.is(authenticate(token), null, token);
});
