import type * as E from 'fp-ts/lib/Either.js';
import type { Reader } from '../domain/codecs.js';
import type { Command } from '../domain/command.js';
import type { CustomerRef } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { Origin } from '../domain/decisions/changed.js';
import type { Rejected, RejectionName } from '../domain/rejection.js';
import type { Violation } from '../domain/violation.js';

/** What one request asks for: decoded, and yet to be decided. */
export interface Intent {
  readonly command: Command;
  /** Whose change: for a creation the id that was drawn for the new customer. */
  readonly customer: CustomerRef;
  /** The external id that the change would take, if any. */
  readonly claimsExternalId: string | null;
  readonly decide: (origin: Origin) => Decide<Rejected>;
}

/**
 * One operation on a customer, as a value: routes, documents, examples, the client, publication rules and contract laws are
 * read off the list of these. Made by `customerUpdate`, from here or from outside.
 */
export interface CustomerOperation<N extends string = string, C extends Command = Command> {
  readonly name: N;
  /** What it does, in one sentence, for the documents. */
  readonly summary: string;
  readonly creates: boolean;
  /** The request's body. */
  readonly command: Reader<C>;
  /** The rejections of its own, for the documents: beside those of its members' shape, of the customer, the requestId and the rules. */
  readonly rejections: ReadonlyArray<RejectionName>;
  /** A body that the documents show. */
  readonly example: C;
  /** The intent in a body, or everything that is wrong with the body. `newId` draws the ids of what is created. */
  readonly intentOf: (body: unknown, newId: () => string) => E.Either<ReadonlyArray<Violation>, Intent>;
}

/** The command of an operation: `CommandOf<typeof updateCustomerSegment>`. */
export type CommandOf<O> = O extends CustomerOperation<string, infer C> ? C : never;
