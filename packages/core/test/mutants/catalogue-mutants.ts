import * as E from 'fp-ts/lib/Either.js';
import type { Catalogue, CatalogueRepository, EntryKindName, RequestKey } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

export const kinds = [
  'customerSegments',
  'stateReasons',
  'customerProfiles',
] as const satisfies ReadonlyArray<EntryKindName>;

export const inCatalogue = (
  name: string,
  mutate: (catalogue: CatalogueRepository) => CatalogueRepository,
): Mutant<InMemoryStore> => ({
  name: `catalogue: ${name}`,
  mutate: (store) => ({ ...store, catalogue: mutate(store.catalogue) }),
});

const read = (name: string, other: (catalogue: Catalogue) => Catalogue) =>
  inCatalogue(name, (catalogue) => ({ ...catalogue, read: change(other)(catalogue.read) }));

const withKey = (name: string, other: (key: RequestKey) => RequestKey) =>
  inCatalogue(name, (catalogue) => ({
    ...catalogue,
    change: (kind, key, decide) => catalogue.change(kind, other(key), decide),
  }));

/** Changes the receipt of every answer; the stored entry does not change. */
const withReceipt = (
  name: string,
  other: <R extends { readonly body: string; readonly replayed: boolean }>(receipt: R) => R,
) =>
  inCatalogue(name, (catalogue) => ({
    ...catalogue,
    change: (kind, key, decide) => {
      const changed = catalogue.change(kind, key, decide);
      return change((receipt: RightOf<typeof changed>) => other(receipt))(changed);
    },
  }));

type RightOf<T> = T extends () => Promise<E.Either<unknown, infer A>> ? A : never;

let drawn = 0;

export const catalogueMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...kinds.flatMap((kind) => [
    read(`no ${kind}`, (all) => ({ ...all, [kind]: new Map() })),
    read(`no retired ${kind}`, (all) => ({
      ...all,
      [kind]: new Map([...all[kind]].filter(([, { status }]) => status === 'ACTIVE')),
    })),
    read(`${kind} under another code`, (all) => ({
      ...all,
      [kind]: new Map([...all[kind]].map(([code, entry]) => [`${code}~`, entry])),
    })),
    read(`${kind} with another name`, (all) => ({
      ...all,
      [kind]: new Map([...all[kind]].map(([code, entry]) => [code, { ...entry, name: `${entry.name}~` }])),
    })),
    read(`${kind} are all active`, (all) => ({
      ...all,
      [kind]: new Map([...all[kind]].map(([code, entry]) => [code, { ...entry, status: 'ACTIVE' }])),
    })),
  ]),
  inCatalogue('read as it was first read', (catalogue) => {
    let first: ReturnType<CatalogueRepository['read']> | null = null;
    return { ...catalogue, read: () => (first ??= catalogue.read()) };
  }),
  withReceipt('a repeat is not marked as replayed', (receipt) => ({ ...receipt, replayed: false })),
  withReceipt('a first answer is marked as replayed', (receipt) => ({ ...receipt, replayed: true })),
  withReceipt('a repeat is answered in other bytes', (receipt) =>
    receipt.replayed ? { ...receipt, body: `${receipt.body} ` } : receipt,
  ),
  withReceipt('the body is not the entry', (receipt) => ({ ...receipt, body: '{}' })),
  withKey('no request is ever a repeat', (key) => ({ ...key, requestId: `${key.requestId} ${(drawn += 1)}` })),
  withKey('clients share their requestIds', (key) => ({ ...key, client: 'crm' })),
  withKey('a repeat may be of another operation', (key) => ({ ...key, operation: 'any' })),
  withKey('a repeat may have another content', (key) => ({ ...key, content: '{}' })),
  withKey('requestIds of their own', (key) => ({ ...key, client: `catalogue ${key.client}` })),
  inCatalogue('a rejection is stored', (catalogue) => {
    const refused = new Map<string, string>();
    return {
      ...catalogue,
      change: (kind, key, decide) => async () => {
        const name = JSON.stringify(key);
        const answer = await catalogue.change(kind, key, (all) =>
          refused.has(name)
            ? E.left({ _tag: 'Rejected', rejections: [{ _tag: 'RequestIdReused', requestId: '' }] })
            : decide(all),
        )();
        if (E.isLeft(answer)) refused.set(name, answer.left._tag);
        return answer;
      },
    };
  }),
  inCatalogue('decides on the catalogue of the first call', (catalogue) => {
    let first: Catalogue | null = null;
    return {
      ...catalogue,
      change: (kind, key, decide) => catalogue.change(kind, key, (all) => decide((first ??= all))),
    };
  }),
];
