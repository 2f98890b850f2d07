import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import {
  changeEntry,
  createEntry,
  customerProfiles,
  customerSegments,
  type EntryKind,
  entryKinds,
  WiringDefect,
} from '../src/index.js';
import { context, exampleCatalogue, inMemoryStore, succeeds } from '../src/testing/index.js';

const freshStore = () => inMemoryStore({ catalogue: exampleCatalogue });

const rejectionsOf = (outcome: E.Either<unknown, unknown>): unknown =>
  E.isLeft(outcome) && typeof outcome.left === 'object' && outcome.left !== null && 'rejections' in outcome.left
    ? outcome.left.rejections
    : outcome;

const acceptsItsExamples = ({ creationIn, changeIn, example }: EntryKind): boolean =>
  E.isRight(creationIn(example.creation)) && E.isRight(changeIn('x', example.change));

for (const kind of Object.values(entryKinds)) {
  test(`${kind.path}: the documented bodies are accepted, and the operation names are unique`, (t) => {
    t.true(acceptsItsExamples(kind));
    const others = Object.values(entryKinds).filter(({ name }) => name !== kind.name);
    const names = others.flatMap(({ operations }) => Object.values(operations));
    t.deepEqual(
      Object.values(kind.operations).filter((name) => names.includes(name)),
      [],
    );
  });
}

const profile = { requestId: 'p-1', code: 'p', name: 'P', state: 'ACTIVE', stateReason: 'dfltActive' };

test('a profile that names a retired entry is refused, can be retired, and is checked when it becomes ACTIVE again', async (t) => {
  const store = freshStore();
  await succeeds(
    changeEntry(store)(customerSegments, 'SOHO', { requestId: 's', name: 'S', status: 'RETIRED' }, context()),
  );
  const onSoho = { ...profile, customerSegment: 'SOHO' };
  const refused = [{ _tag: 'SegmentRetired', customerSegment: 'SOHO', pointer: '/customerSegment' }];
  t.deepEqual(rejectionsOf(await createEntry(store)(customerProfiles, onSoho, context())()), refused);

  await succeeds(createEntry(store)(customerProfiles, profile, context()));
  const { code, ...members } = onSoho;
  const asStatus = (status: string) =>
    changeEntry(store)(customerProfiles, code, { ...members, requestId: status, status }, context());
  t.true(E.isRight(await asStatus('RETIRED')()));
  t.deepEqual(rejectionsOf(await asStatus('ACTIVE')()), refused);
});

test('an invalid client is a wiring defect and has no effect', async (t) => {
  const store = freshStore();
  for (const client of ['', 'x'.repeat(129)]) {
    await t.throwsAsync(createEntry(store)(customerProfiles, profile, context({ client })), {
      instanceOf: WiringDefect,
    });
  }
  t.false((await succeeds(store.catalogue.read)).customerProfiles.has('p'));
});
