import type { EntryKind } from '../../catalogue/entry-kind.js';
import { entryKinds } from '../../catalogue/entry-kinds.js';
import { type Catalogue, catalogueOf } from '../../domain/catalogue.js';
import { exampleCatalogue } from '../../operations/examples.js';
import { changeEntry, listEntries, readEntry } from '../../use-cases/maintain-catalogue.js';
import { context } from '../builders.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { changeExample, configuredCode, createExample } from './entry-in-use.js';
import { storeInUse } from './in-use.js';

const plain = (catalogue: Catalogue) =>
  Object.values(entryKinds).map(({ name }) => [name, Object.fromEntries(catalogue[name])]);

const withoutRequestId = (body: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(body).filter(([member]) => member !== 'requestId'));

const lawsOf = (kind: EntryKind): ReadonlyArray<StoreLaw> => {
  const { name, example, path, rejections } = kind;
  const code = String(example.creation['code']);
  const rejection = (_tag: string, of: string) => ({ _tag: 'Rejected', rejections: [{ _tag, code: of }] });
  return [
    {
      name: `${path}: a created or changed entry is stored as answered, and other entries do not change`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const others = await succeeds(listEntries(store)(kind));
        const isStored = async (entry: unknown, when: string) => {
          mustEqual(await succeeds(readEntry(store)(kind, code)), entry, when);
          const all = await succeeds(listEntries(store)(kind));
          mustEqual(
            all.filter((each) => each.code !== code),
            others,
            `the others ${when}`,
          );
          mustEqual(
            all.map((each) => each.code),
            [...others.map((each) => each.code), code].sort(),
            `codes ${when}`,
          );
        };
        const created = await succeeds(createExample(store, kind));
        const asNew = { description: null, ...withoutRequestId(example.creation), status: 'ACTIVE' };
        mustEqual([created.entry, created.replayed], [asNew, false], 'answer to the creation');
        await isStored(asNew, 'after the creation');
        const changed = await succeeds(changeExample(store, kind, code));
        const asChanged = { ...asNew, description: null, ...withoutRequestId(example.change) };
        mustEqual([changed.entry, changed.replayed], [asChanged, false], 'answer to the change');
        mustEqual(JSON.parse(changed.body), asChanged, 'body');
        await isStored(asChanged, 'after the change');
      },
    },
    {
      name: `${path}: a code cannot be reused, and an unknown one can be neither changed nor read`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const taken = configuredCode[name];
        mustEqual(
          await failsWith(createExample(store, kind, { code: taken })),
          rejection(rejections.codeTaken, taken),
          'taken',
        );
        mustEqual(
          await failsWith(changeExample(store, kind, 'nothing')),
          rejection(rejections.notFound, 'nothing'),
          'change',
        );
        mustEqual(
          await failsWith(readEntry(store)(kind, 'nothing')),
          rejection(rejections.notFound, 'nothing'),
          'read',
        );
      },
    },
    {
      name: `${path}: of ten concurrent creations of one entry, one succeeds`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const outcomes = await Promise.all(
          Array.from({ length: 10 }, (_, n) => createExample(store, kind, { requestId: `E-${n}` })()),
        );
        mustEqual(outcomes.filter(({ _tag }) => _tag === 'Right').length, 1, 'winners');
      },
    },
    {
      name: `${path}: an invalid body is refused with all violations`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const refused = await failsWith(changeEntry(store)(kind, configuredCode[name], { status: 'GONE' }, context()));
        mustEqual(
          refused._tag === 'Rejected' && refused.rejections.map(({ _tag }) => _tag),
          ['InvalidRequest'],
          'rejections',
        );
      },
    },
    {
      name: `${path}: seeding adds missing entries and does not change existing ones`,
      check: async (make) => {
        const { store } = await storeInUse(make);
        const { entry: added } = await succeeds(createExample(await make({ catalogue: exampleCatalogue }), kind));
        const { entry: retired } = await succeeds(changeExample(store, kind, configuredCode[name]));
        await succeeds(
          store.catalogue.seed({ ...exampleCatalogue, [name]: new Map([...exampleCatalogue[name], [code, added]]) }),
        );
        mustEqual(
          Object.fromEntries((await succeeds(store.catalogue.read))[name]),
          { ...Object.fromEntries(exampleCatalogue[name]), [retired.code]: retired, [code]: added },
          'entries',
        );
      },
    },
  ];
};

export const catalogueLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the catalogue is read as configured',
    check: async (make) => {
      const { store } = await storeInUse(make);
      mustEqual(plain(await succeeds(store.catalogue.read)), plain(exampleCatalogue), 'configured');
      mustEqual(
        plain(await succeeds((await make({ catalogue: catalogueOf({}) })).catalogue.read)),
        plain(catalogueOf({})),
        'empty',
      );
      await succeeds(store.catalogue.seed(catalogueOf({})));
      mustEqual(plain(await succeeds(store.catalogue.read)), plain(exampleCatalogue), 'after seeding nothing');
    },
  },
  ...Object.values(entryKinds).flatMap(lawsOf),
];
