import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { EntryIntentIn, EntryKind } from '../catalogue/entry-kind.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { EntryKindName, EntryOf } from '../domain/catalogue.js';
import type { Failure, ReadFailure } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import { type RequestContext, soundContext } from '../domain/request-context.js';
import type { CatalogueRepository, EntryReceipt } from '../ports/catalogue-repository.js';

/** The dependencies of the catalogue use cases. */
export interface CatalogueMaintenance {
  readonly catalogue: CatalogueRepository;
}

/** The dependencies of the use cases that read the catalogue. */
export interface CatalogueReads {
  readonly catalogue: Pick<CatalogueRepository, 'read'>;
}

/** Returns all entries of a kind in order of code, including RETIRED ones. */
export const listEntries =
  ({ catalogue }: CatalogueReads) =>
  <K extends EntryKindName>({ name }: EntryKind<K>): TE.TaskEither<ReadFailure, ReadonlyArray<EntryOf<K>>> =>
    pipe(
      catalogue.read,
      TE.map((entries) => [...entries[name].values()].sort((a, b) => (a.code < b.code ? -1 : 1))),
    );

/** Returns one entry. Rejected with the kind's `notFound` rejection. */
export const readEntry =
  ({ catalogue }: CatalogueReads) =>
  <K extends EntryKindName>(
    { name, rejections }: EntryKind<K>,
    code: string,
  ): TE.TaskEither<Rejected | ReadFailure, EntryOf<K>> =>
    pipe(
      catalogue.read,
      TE.map((entries) => entries[name].get(code)),
      TE.flatMap(TE.fromNullable(rejected({ _tag: rejections.notFound, code }))),
    );

/**
 * Creates an entry. Rejected with InvalidRequest, which lists all violations, with RequestIdReused, or with the kind's `codeTaken` or
 * `check` rejections.
 */
export const createEntry =
  ({ catalogue }: CatalogueMaintenance) =>
  <K extends EntryKindName>(
    kind: EntryKind<K>,
    body: unknown,
    context: RequestContext,
  ): TE.TaskEither<Rejected | Failure, EntryReceipt<K>> =>
    changed(catalogue, kind, kind.operations.create, () => kind.creationIn(body), body, context);

/**
 * Replaces all members of an entry except the code and the kind's fixed members. Status RETIRED retires the entry; once that is
 * answered, the entry is not assigned any more. Rejected as a creation is, or with the kind's `notFound`.
 */
export const changeEntry =
  ({ catalogue }: CatalogueMaintenance) =>
  <K extends EntryKindName>(
    kind: EntryKind<K>,
    code: string,
    body: unknown,
    context: RequestContext,
  ): TE.TaskEither<Rejected | Failure, EntryReceipt<K>> =>
    changed(catalogue, kind, kind.operations.change, () => kind.changeIn(code, body), { code, body }, context);

const changed =
  <K extends EntryKindName>(
    catalogue: CatalogueRepository,
    kind: EntryKind<K>,
    operation: string,
    intentIn: () => EntryIntentIn<K>,
    content: unknown,
    context: RequestContext,
  ): TE.TaskEither<Rejected | Failure, EntryReceipt<K>> =>
  async () => {
    const { client } = soundContext(context);
    const intent = intentIn();
    if (E.isLeft(intent)) return E.left(rejected({ _tag: 'InvalidRequest', violations: intent.left }));
    const { requestId, decide } = intent.right;
    return catalogue.change(kind, { client, requestId, operation, content: canonicalJson(content) }, decide)();
  };
