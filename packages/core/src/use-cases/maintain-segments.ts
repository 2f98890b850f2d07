import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { CustomerSegment } from '../domain/catalogue.js';
import { CreateSegment, UpdateSegment } from '../domain/commands.js';
import { decideNewSegment, decideSegmentUpdate } from '../domain/decisions/decide-catalogue.js';
import type { Failure, StoreUnavailable } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { CatalogueRepository, SegmentReceipt } from '../ports/catalogue-repository.js';
import { commandIn, keyOf } from './command-in.js';

export interface SegmentMaintenance {
  readonly catalogue: CatalogueRepository;
}

/** All segments in order of their codes, retired ones too. */
export const listSegments = ({
  catalogue,
}: SegmentMaintenance): TE.TaskEither<StoreUnavailable, ReadonlyArray<CustomerSegment>> =>
  pipe(
    catalogue.read,
    TE.map(({ segments }) => [...segments.values()].sort((a, b) => (a.code < b.code ? -1 : 1))),
  );

/** Rejected with SegmentNotFound. */
export const readSegment =
  ({ catalogue }: SegmentMaintenance) =>
  (code: string): TE.TaskEither<Rejected | StoreUnavailable, CustomerSegment> =>
    pipe(
      catalogue.read,
      TE.map(({ segments }) => segments.get(code)),
      TE.flatMap(TE.fromNullable(rejected({ _tag: 'SegmentNotFound', code }))),
    );

/** `body`: `{ requestId, code, name, description? }`. Rejected with InvalidRequest, RequestIdReused or SegmentCodeTaken. */
export const createSegment =
  ({ catalogue }: SegmentMaintenance) =>
  (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, SegmentReceipt> =>
    pipe(
      TE.fromEither(commandIn(CreateSegment)(body)),
      TE.flatMap((command) =>
        catalogue.changeSegment(
          keyOf('createCustomerSegment', command.requestId, body, context),
          decideNewSegment(command),
        ),
      ),
    );

/**
 * `body`: `{ requestId, name, description?, status }`; RETIRED retires. Once a retirement has been answered, the segment
 * is never assigned again. Rejected with InvalidRequest, RequestIdReused or SegmentNotFound.
 */
export const updateSegment =
  ({ catalogue }: SegmentMaintenance) =>
  (code: string, body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, SegmentReceipt> =>
    pipe(
      TE.fromEither(commandIn(UpdateSegment)(body)),
      TE.flatMap((command) =>
        catalogue.changeSegment(
          keyOf('updateCustomerSegmentEntry', command.requestId, { code, body }, context),
          decideSegmentUpdate(code, command),
        ),
      ),
    );
