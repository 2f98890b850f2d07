import type * as E from 'fp-ts/lib/Either.js';
import type { Catalogue, EntryKindName, EntryOf } from '../domain/catalogue.js';
import type { Reader } from '../domain/codecs.js';
import type { Rejected, RejectionName } from '../domain/rejection.js';
import type { Violation } from '../domain/violation.js';

/** Returns the entry that results from a command, or the rejections that follow from the catalogue. */
export type DecideEntry<K extends EntryKindName> = (catalogue: Catalogue) => E.Either<Rejected, EntryOf<K>>;

/** A decoded catalogue request, before its decision. */
interface EntryIntent<K extends EntryKindName> {
  readonly requestId: string;
  readonly decide: DecideEntry<K>;
}

export type EntryIntentIn<K extends EntryKindName> = E.Either<ReadonlyArray<Violation>, EntryIntent<K>>;

/**
 * One kind of catalogue entry, as a value. The use cases, routes, documents, tables and contract laws are derived from the list of
 * kinds.
 */
export interface EntryKind<K extends EntryKindName = EntryKindName> {
  /** The kind's name: the member that holds its entries in the catalogue and in the answer to a list request. */
  readonly name: K;
  /** The member that holds one entry in an answer. */
  readonly entryName: string;
  /** The kind's name in URL paths. */
  readonly path: string;
  /** The noun for one entry in sentences. */
  readonly noun: string;
  /** One sentence about the entries, for the documents. */
  readonly summary: string;
  readonly operations: {
    readonly list: string;
    readonly read: string;
    readonly create: string;
    readonly change: string;
  };
  /** The codec of a stored entry, which is also the answer. */
  readonly entry: Reader<EntryOf<K>>;
  /** The codecs of the bodies of a creation and of a change, and an example of each. The change applies to the created entry. */
  readonly creation: Reader<unknown>;
  readonly change: Reader<unknown>;
  readonly example: {
    readonly creation: Readonly<Record<string, unknown>>;
    readonly change: Readonly<Record<string, unknown>>;
  };
  /** The possible rejections. `check` lists those that follow from the rest of the catalogue. */
  readonly rejections: {
    readonly notFound: Extract<RejectionName, 'SegmentNotFound' | 'StateReasonNotFound' | 'ProfileNotFound'>;
    readonly codeTaken: Extract<RejectionName, 'SegmentCodeTaken' | 'StateReasonCodeTaken' | 'ProfileCodeTaken'>;
    readonly check: ReadonlyArray<RejectionName>;
  };
  /** Decodes a body, or returns all its violations. */
  readonly creationIn: (body: unknown) => EntryIntentIn<K>;
  readonly changeIn: (code: string, body: unknown) => EntryIntentIn<K>;
}
