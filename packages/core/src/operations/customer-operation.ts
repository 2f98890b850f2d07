import type * as E from 'fp-ts/lib/Either.js';
import type { Reader } from '../domain/codecs.js';
import type { Command } from '../domain/command.js';
import type { CustomerRef } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { Origin } from '../domain/decisions/changed.js';
import type { Rejected, RejectionName } from '../domain/rejection.js';
import type { Violation } from '../domain/violation.js';

/** A decoded request, before its decision. */
export interface Intent {
  readonly command: Command;
  /** The customer to change; for a creation, the generated id of the new customer. */
  readonly customer: CustomerRef;
  /** The external id that the change assigns, or null. */
  readonly claimsExternalId: string | null;
  readonly decide: (origin: Origin) => Decide<Rejected>;
}

/**
 * One operation on a customer, as a value. Routes, documents, examples, the client, publication rules and contract laws are derived
 * from the list of operations. `customerUpdate` makes operations, both built-in ones and those of an embedder.
 */
export interface CustomerOperation<N extends string = string, C extends Command = Command> {
  readonly name: N;
  /** One sentence about the operation, for the documents. */
  readonly summary: string;
  readonly creates: boolean;
  /** The codec of the request's body. */
  readonly command: Reader<C>;
  /** The operation's own rejections, for the documents: all except those of the shape, the customer, the requestId and the rules. */
  readonly rejections: ReadonlyArray<RejectionName>;
  /** An example body for the documents. */
  readonly example: C;
  /** Decodes a body, or returns all its violations. `newId` generates the id of a new customer. */
  readonly intentOf: (body: unknown, newId: () => string) => E.Either<ReadonlyArray<Violation>, Intent>;
}

/** The command of an operation: `CommandOf<typeof updateCustomerSegment>`. */
export type CommandOf<O> = O extends CustomerOperation<string, infer C> ? C : never;
