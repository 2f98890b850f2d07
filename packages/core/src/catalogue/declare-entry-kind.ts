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
  /** Members that are given at the creation and never change; mandatory. */
  readonly fixed: F;
  /** Further members of both bodies, mandatory and optional. */
  readonly members: R;
  readonly optional: O;
  /** The entry of a command, from what every entry has. */
  readonly create: (common: Entry, command: NoInfer<Closed<F & R, O>>) => EntryOf<K>;
  /** A change replaces everything but the code and what is fixed. */
  readonly change: (common: Entry, command: NoInfer<Closed<R, O>>, held: EntryOf<K>) => EntryOf<K>;
  /** What the rest of the catalogue has against the entry. */
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
    // What is retired is not used. It is checked when somebody makes it ACTIVE again.
    const objections = made.status === 'RETIRED' ? [] : check(made, catalogue);
    return isNonEmpty(objections) ? E.left({ _tag: 'Rejected', rejections: objections }) : E.right(made);
  };

  /** A new entry is ACTIVE, and its code is taken for good. */
  const decideCreation =
    (command: Creation<F & R, O>): DecideEntry<K> =>
    (catalogue) => {
      const { code, name: given, description: text = null } = command;
      return catalogue[name].has(code)
        ? E.left(rejected({ _tag: rejections.codeTaken, code }))
        : checked(declaration.create({ code, name: given, description: text, status: 'ACTIVE' }, command), catalogue);
    };

  const decideChange =
    (code: string, command: Change<R, O>): DecideEntry<K> =>
    (catalogue) => {
      const { name: given, description: text = null, status } = command;
      const held = catalogue[name].get(code);
      return held === undefined
        ? E.left(rejected({ _tag: rejections.notFound, code }))
        : checked(declaration.change({ code, name: given, description: text, status }, command, held), catalogue);
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
      // Not `update…` alone: updateCustomerSegment moves a customer.
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
