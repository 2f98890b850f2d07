import { publicationBacklog } from '../../domain/failure.js';
import { withPublicationCeiling } from '../../decorators/with-publication-ceiling.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, stored, storeWithCustomer } from './in-use.js';

export const ceilingLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'above the publication ceiling changes fail, and repeated requests get their stored answers',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      let full = false;
      const limited = { ...writes, customers: withPublicationCeiling(store.customers, () => full) };
      const move = (requestId: string, of = customer.refId) => moveTo(limited, { refId: of }, 'SOHO', { requestId });
      const receipt = await succeeds(move('before'));
      full = true;
      mustEqual(await failsWith(move('above')), publicationBacklog, 'a change');
      mustEqual(await failsWith(move('of nobody', 'nobody')), publicationBacklog, 'of nobody');
      mustEqual((await succeeds(move('before'))).body, receipt.body, 'a repeat');
      mustEqual(await succeeds(store.backlog.size(10)), 2, 'size of the outbox');
      mustEqual((await stored(store, customer)).version, 2, 'version');
      full = false;
      mustHold(!(await succeeds(move('above'))).replayed, 'below it again the same request passes');
    },
  },
];
