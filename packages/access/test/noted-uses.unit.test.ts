import { type ApiKeyUse, storeUnavailable } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { notedUses } from '../src/index.js';

const at = (minute: number): string => `2026-01-05T10:0${minute}:00.000Z`;

test('uses are written together, the latest of each key, and once', async (t) => {
  const written: Array<ReadonlyArray<ApiKeyUse>> = [];
  let minute = 0;
  const noteUses = (uses: ReadonlyArray<ApiKeyUse>) => async () => {
    written.push(uses);
    return E.right(undefined);
  };
  const uses = notedUses({ noteUses }, () => at(minute));
  await succeeds(uses.write);
  uses.note('a');
  minute = 1;
  for (const keyId of ['b', 'a', 'a']) uses.note(keyId);
  await succeeds(uses.write);
  await succeeds(uses.write);
  t.deepEqual(written, [
    [
      { keyId: 'a', at: at(1) },
      { keyId: 'b', at: at(1) },
    ],
  ]);
});

test('what could not be written, and what was noted meanwhile, is written by the next call', async (t) => {
  const written: Array<ReadonlyArray<ApiKeyUse>> = [];
  let minute = 0;
  let meanwhile = (): void => undefined;
  let answer: E.Either<ReturnType<typeof storeUnavailable>, void> = E.left(storeUnavailable('down'));
  const noteUses = (uses: ReadonlyArray<ApiKeyUse>) => async () => {
    written.push(uses);
    meanwhile();
    return answer;
  };
  const uses = notedUses({ noteUses }, () => at(minute));
  uses.note('a');
  t.true(E.isLeft(await uses.write()));
  answer = E.right(undefined);
  meanwhile = () => {
    minute = 1;
    uses.note('a');
    meanwhile = () => undefined;
  };
  await succeeds(uses.write);
  await succeeds(uses.write);
  await succeeds(uses.write);
  t.deepEqual(
    written.map(([use]) => use?.at),
    [at(0), at(0), at(1)],
  );
});
