import test from 'ava';
import { outcomeUnknown, publicationFailed, storeMisconfigured, storeUnavailable, unstorable } from '../src/index.js';

test('a failure has its tag and what is known of its cause', (t) => {
  t.deepEqual(storeUnavailable('a'), { _tag: 'StoreUnavailable', detail: 'a' });
  t.deepEqual(storeMisconfigured('a'), { _tag: 'StoreMisconfigured', detail: 'a' });
  t.deepEqual(storeMisconfigured('a', ['b']), { _tag: 'StoreMisconfigured', detail: 'a', unmet: ['b'] });
  t.deepEqual(unstorable('a'), { _tag: 'Unstorable', detail: 'a' });
  t.deepEqual(outcomeUnknown('a'), { _tag: 'OutcomeUnknown', detail: 'a' });
  t.deepEqual(publicationFailed('a'), { _tag: 'PublicationFailed', detail: 'a', refused: [] });
  const refused = [{ transactionId: 't-1', topic: 'casm.customer' }];
  t.deepEqual(publicationFailed('a', refused), { _tag: 'PublicationFailed', detail: 'a', refused });
});
