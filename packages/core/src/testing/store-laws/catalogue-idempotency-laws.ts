import type { EntryKind } from '../../catalogue/entry-kind.js';
import { entryKinds } from '../../catalogue/entry-kinds.js';
import type { CatalogueRepository } from '../../ports/catalogue-repository.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { changeExample, configuredCode, createExample } from './entry-in-use.js';
import { moveTo, reused, storeInUse, storeWithCustomer } from './in-use.js';

const lawsOf = (kind: EntryKind): ReadonlyArray<StoreLaw> => {
  const { path, example } = kind;
  const code = String(example.creation['code']);
  const configured = configuredCode[kind.name];
  return [
    {
      name: `${path}: a repeated change gets the stored answer byte for byte, also after later changes of the entry`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const first = await succeeds(createExample(store, kind, { requestId: 'E-1' }));
        mustEqual(first.replayed, false, 'replayed, the first time');
        const change = await succeeds(changeExample(store, kind, code, { requestId: 'E-2' }));
        mustEqual(
          await succeeds(createExample(store, kind, { requestId: 'E-1' })),
          { ...first, replayed: true },
          'the creation again',
        );
        mustEqual(
          await succeeds(changeExample(store, kind, code, { requestId: 'E-2' })),
          { ...change, replayed: true },
          'the change again',
        );
      },
    },
    {
      name: `${path}: a requestId is refused for another change`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        await succeeds(createExample(store, kind, { requestId: 'E-1' }));
        mustEqual(
          await failsWith(changeExample(store, kind, code, { requestId: 'E-1' })),
          reused('E-1'),
          'other operation',
        );
        await succeeds(changeExample(store, kind, code, { requestId: 'E-2' }));
        mustEqual(
          await failsWith(changeExample(store, kind, configured, { requestId: 'E-2' })),
          reused('E-2'),
          'other entry',
        );
        const renamed: CatalogueRepository['change'] = (of, key, decide) =>
          store.catalogue.change(of, { ...key, operation: 'anotherOperation' }, decide);
        mustEqual(
          await failsWith(
            changeExample({ catalogue: { ...store.catalogue, change: renamed } }, kind, code, { requestId: 'E-2' }),
          ),
          reused('E-2'),
          'other operation with the same body',
        );
        for (const other of Object.values(entryKinds).filter(({ name }) => name !== kind.name))
          mustEqual(
            await failsWith(createExample(store, other, { requestId: 'E-1' })),
            reused('E-1'),
            `one of ${other.path}`,
          );
      },
    },
    {
      name: `${path}: customer and catalogue changes share one space of requestIds`,
      check: async (make) => {
        const { store, writes, customer } = await storeWithCustomer(make);
        await succeeds(createExample(store, kind, { requestId: 'R-1' }));
        mustEqual(
          await failsWith(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' })),
          reused('R-1'),
          'of a customer',
        );
        await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-2' }));
        mustEqual(
          await failsWith(changeExample(store, kind, configured, { requestId: 'R-2' })),
          reused('R-2'),
          'of the catalogue',
        );
      },
    },
    {
      name: `${path}: two clients may use the same requestId`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        await succeeds(createExample(store, kind, { requestId: 'E-1' }));
        const { replayed } = await succeeds(
          changeExample(store, kind, configured, { requestId: 'E-1', client: 'ordering' }),
        );
        mustEqual(replayed, false, 'replayed');
      },
    },
    {
      name: `${path}: a rejection is not stored: the same request may succeed later`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        await failsWith(changeExample(store, kind, code, { requestId: 'E-1' }));
        await succeeds(createExample(store, kind, { requestId: 'E-2' }));
        const { replayed } = await succeeds(changeExample(store, kind, code, { requestId: 'E-1' }));
        mustEqual(replayed, false, 'replayed');
      },
    },
  ];
};

export const catalogueIdempotencyLaws: ReadonlyArray<StoreLaw> = Object.values(entryKinds).flatMap(lawsOf);
