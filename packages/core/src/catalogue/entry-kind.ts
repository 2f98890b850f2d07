import type * as E from 'fp-ts/lib/Either.js';
import type { Catalogue, EntryKindName, EntryOf } from '../domain/catalogue.js';
import type { Reader } from '../domain/codecs.js';
import type { Rejected, RejectionName } from '../domain/rejection.js';
import type { Violation } from '../domain/violation.js';

/** The entry that results from a command, or what the rest of the catalogue has against it. */
export type DecideEntry<K extends EntryKindName> = (catalogue: Catalogue) => E.Either<Rejected, EntryOf<K>>;

/** What one request asks of an entry: decoded, and yet to be decided. */
interface EntryIntent<K extends EntryKindName> {
  readonly requestId: string;
  readonly decide: DecideEntry<K>;
}

export type EntryIntentIn<K extends EntryKindName> = E.Either<ReadonlyArray<Violation>, EntryIntent<K>>;

/**
 * One kind of catalogue entry, as a value: the use cases, the routes, the documents, the tables and the contract laws read the
 * list of these.
 */
export interface EntryKind<K extends EntryKindName = EntryKindName> {
  /** Names the kind: the member that holds its entries, in the catalogue and in the answer of the list. */
  readonly name: K;
  /** The member that holds one entry in an answer. */
  readonly entryName: string;
  /** In paths. */
  readonly path: string;
  /** What one entry is called in a sentence. */
  readonly noun: string;
  /** What the entries are, in one sentence, for the documents. */
  readonly summary: string;
  readonly operations: {
    readonly list: string;
    readonly read: string;
    readonly create: string;
    readonly change: string;
  };
  /** An entry as it is held and answered. */
  readonly entry: Reader<EntryOf<K>>;
  /** The bodies of a creation and of a change, and one of each that the documents show; the latter changes the former. */
  readonly creation: Reader<unknown>;
  readonly change: Reader<unknown>;
  readonly example: {
    readonly creation: Readonly<Record<string, unknown>>;
    readonly change: Readonly<Record<string, unknown>>;
  };
  /** How requests are refused; `check`: with what the rest of the catalogue has against an entry. */
  readonly rejections: {
    readonly notFound: Extract<RejectionName, 'SegmentNotFound' | 'StateReasonNotFound' | 'ProfileNotFound'>;
    readonly codeTaken: Extract<RejectionName, 'SegmentCodeTaken' | 'StateReasonCodeTaken' | 'ProfileCodeTaken'>;
    readonly check: ReadonlyArray<RejectionName>;
  };
  /** The intent in a body, or everything that is wrong with the body. */
  readonly creationIn: (body: unknown) => EntryIntentIn<K>;
  readonly changeIn: (code: string, body: unknown) => EntryIntentIn<K>;
}
