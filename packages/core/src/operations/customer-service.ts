import * as E from 'fp-ts/lib/Either.js';
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Failure } from '../domain/failure.js';
import type { Rejection } from '../domain/rejection.js';
import { WiringDefect } from '../domain/wiring-defect.js';
import type { CommandOf, CustomerOperation } from './customer-operation.js';
import { customerOperations } from './customer-operations.js';
import { conflictsAmong } from './extensions.js';
import { type CustomerWrites, perform } from './perform.js';

/** The caller of a command, and the conditions of the call. */
export interface Call {
  /** The authenticated client: the scope of its requestIds, and the initiator of its changes. 1 to 128 characters. */
  readonly client: string;
  /** The user that the client acts for, recorded with the change. 1 to 255 characters. */
  readonly onBehalfOf?: string;
  /** The version of the customer that the caller accepts; any by default. */
  readonly expectedVersion?: number;
  /** How long a change that conflicts with concurrent ones is retried, in milliseconds; 5000 by default. */
  readonly timeoutMs?: number;
  /** W3C traceparent. */
  readonly traceparent?: string;
}

/** The result of a command. A `switch` on `outcome` handles it exhaustively. */
export type CommandResult =
  /** Committed durably, with its messages in the outbox. `replayed` is true if this is the stored answer to a repeated requestId. */
  | { readonly outcome: 'changed'; readonly transaction: BusinessTransaction; readonly replayed: boolean }
  /** The customer already had the requested values; nothing is published. */
  | { readonly outcome: 'unchanged'; readonly transaction: BusinessTransaction; readonly replayed: boolean }
  /** Refused by business rules, with at least one rejection; nothing was changed. */
  | { readonly outcome: 'rejected'; readonly rejections: ReadonlyNonEmptyArray<Rejection> }
  /** Infrastructure failure; the failure says whether a retry with the same requestId helps. */
  | { readonly outcome: 'failed'; readonly failure: Failure };

/** One method for each operation, with the operation's name. */
export type CustomerService<Operations extends ReadonlyArray<CustomerOperation>> = {
  readonly [O in Operations[number] as O['name']]: (command: CommandOf<O>, call: Call) => Promise<CommandResult>;
};

const defaultTimeoutMs = 5000;

/**
 * Returns the operations as methods that take a typed command and return a promise. A call starts immediately. A promise rejects
 * only with a defect. Throws a WiringDefect if two operations have one name.
 */
export function customerService(deps: CustomerWrites): CustomerService<typeof customerOperations>;
export function customerService<const Operations extends ReadonlyArray<CustomerOperation>>(
  deps: CustomerWrites,
  operations: Operations,
): CustomerService<Operations>;
export function customerService(
  deps: CustomerWrites,
  operations: ReadonlyArray<CustomerOperation> = customerOperations,
): object {
  const run = perform(deps);
  const conflicts = conflictsAmong(operations, []);
  if (conflicts.length > 0) throw new WiringDefect(conflicts.join('; '));
  return Object.fromEntries(
    operations.map((operation) => [
      operation.name,
      async (command: unknown, call: Call): Promise<CommandResult> => {
        const { client, onBehalfOf = null, expectedVersion, timeoutMs = defaultTimeoutMs, traceparent = null } = call;
        const context = {
          client,
          onBehalfOf,
          expectedVersions: expectedVersion === undefined ? null : [expectedVersion],
          deadline: Date.now() + timeoutMs,
          traceparent,
        };
        const performed = await run(operation)(command, context)();
        if (E.isLeft(performed)) return resultOf(performed.left);
        const { transaction, replayed } = performed.right;
        return { outcome: transaction.changes.length === 0 ? 'unchanged' : 'changed', transaction, replayed };
      },
    ]),
  );
}

const resultOf = (
  refusal: { readonly _tag: 'Rejected'; readonly rejections: ReadonlyNonEmptyArray<Rejection> } | Failure,
): CommandResult =>
  refusal._tag === 'Rejected'
    ? { outcome: 'rejected', rejections: refusal.rejections }
    : { outcome: 'failed', failure: refusal };
