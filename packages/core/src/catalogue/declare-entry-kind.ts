import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js';
import { RequestId } from '../domain/business-transaction.js';
import {
  type Catalogue,
  type Entry,
  type EntryKindName,
  type EntryOf,
  EntryStatus,
  NewCode,
} from '../domain/catalogue.js';
import { type Closed, closedOver, decode, label, type Members, text } from '../domain/codecs.js';
import type { Objections } from '../domain/decisions/checks.js';
import { rejected, type Rejected, type RejectionName } from '../domain/rejection.js';
import type { DecideEntry, EntryKind } from './entry-kind.js';

const description = text(0, 1024);
const creation = { required: { requestId: RequestId, code: NewCode, name: label(1, 256) }, optional: { description } };
const change = {
  required: { requestId: RequestId, name: label(1, 256), status: EntryStatus },
  optional: { description },
};

type Creation<R extends Members, O extends Members> = Closed<typeof creation.required, typeof creation.optional> &
  Closed<R, O>;
type Change<R extends Members, O extends Members> = Closed<typeof change.required, typeof change.optional> &
  Closed<R, O>;

export interface EntryKindDeclaration<
  K extends EntryKindName,
  F extends Members,
  R extends Members,
  O extends Members,
  J extends RejectionName,
> extends Pick<EntryKind<K>, 'name' | 'entryName' | 'path' | 'noun' | 'summary' | 'entry'> {
  readonly rejections: Omit<EntryKind<K>['rejections'], 'check'> & { readonly check?: ReadonlyArray<J> };
  /** The mandatory members of a creation that never change. */
  readonly fixed: F;
  /** The mandatory and the optional members that both bodies add. */
  readonly members: R;
  readonly optional: O;
  /** Returns the entry that a creation makes, from the common members and the command. */
  readonly create: (common: Entry, command: NoInfer<Closed<F & R, O>>) => EntryOf<K>;
  /** Returns the changed entry. A change replaces all members except the code and the fixed ones. */
  readonly change: (common: Entry, command: NoInfer<Closed<R, O>>, current: EntryOf<K>) => EntryOf<K>;
  /** Returns the rejections that follow from the rest of the catalogue; empty by default. */
  readonly check?: (entry: EntryOf<K>, catalogue: Catalogue) => Objections<NoInfer<J>>;
  readonly example: { readonly creation: NoInfer<Creation<F & R, O>>; readonly change: NoInfer<Change<R, O>> };
}

export const entryKind = <
  const K extends EntryKindName,
  F extends Members,
  R extends Members,
  O extends Members,
  const J extends RejectionName = never,
>(
  declaration: EntryKindDeclaration<K, F, R, O, J>,
): EntryKind<K> => {
  const { name, entryName, path, noun, summary, entry, rejections, example } = declaration;
  const { fixed, members, optional, check = () => [] } = declaration;
  const creationBody = closedOver(creation, { ...fixed, ...members }, optional);
  const changeBody = closedOver(change, members, optional);

  const checked = (made: EntryOf<K>, catalogue: Catalogue): E.Either<Rejected, EntryOf<K>> => {
    // A RETIRED entry cannot be assigned, so it is checked only when it becomes ACTIVE again.
    const objections = made.status === 'RETIRED' ? [] : check(made, catalogue);
    return isNonEmpty(objections) ? E.left({ _tag: 'Rejected', rejections: objections }) : E.right(made);
  };

  /** A new entry is ACTIVE. Its code can never be used for another entry. */
  const decideCreation =
    (command: Creation<F & R, O>): DecideEntry<K> =>
    (catalogue) => {
      const { code, name: label, description: text = null } = command;
      return catalogue[name].has(code)
        ? E.left(rejected({ _tag: rejections.codeTaken, code }))
        : checked(declaration.create({ code, name: label, description: text, status: 'ACTIVE' }, command), catalogue);
    };

  const decideChange =
    (code: string, command: Change<R, O>): DecideEntry<K> =>
    (catalogue) => {
      const { name: label, description: text = null, status } = command;
      const current = catalogue[name].get(code);
      return current === undefined
        ? E.left(rejected({ _tag: rejections.notFound, code }))
        : checked(declaration.change({ code, name: label, description: text, status }, command, current), catalogue);
    };

  return {
    name,
    entryName,
    path,
    noun,
    summary,
    operations: {
      list: `list${capitalised(name)}`,
      read: `read${capitalised(entryName)}`,
      create: `create${capitalised(entryName)}`,
      // The suffix avoids updateCustomerSegment, which moves a customer.
      change: `update${capitalised(entryName)}Entry`,
    },
    entry,
    creation: creationBody,
    change: changeBody,
    example,
    rejections: { check: [], ...rejections },
    creationIn: (body) =>
      pipe(
        decode(creationBody)(body),
        E.map((command) => ({ requestId: command.requestId, decide: decideCreation(command) })),
      ),
    changeIn: (code, body) =>
      pipe(
        decode(changeBody)(body),
        E.map((command) => ({ requestId: command.requestId, decide: decideChange(code, command) })),
      ),
  };
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
