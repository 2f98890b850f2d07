import * as E from 'fp-ts/lib/Either.js';
import type { CreateSegment, UpdateSegment } from '../commands.js';
import type { Catalogue, CustomerSegment } from '../catalogue.js';
import { rejected, type Rejected } from '../rejection.js';

export type DecideSegmentEntry = (catalogue: Catalogue) => E.Either<Rejected, CustomerSegment>;

/** A new segment, ACTIVE. Its code is taken for good. */
export const decideNewSegment =
  ({ code, name, description }: CreateSegment): DecideSegmentEntry =>
  ({ segments }) =>
    segments.has(code)
      ? E.left(rejected({ _tag: 'SegmentCodeTaken', code }))
      : E.right({ code, name, description: description ?? null, status: 'ACTIVE' });

/** Everything but the code is as the command says. */
export const decideSegmentUpdate =
  (code: string, { name, description, status }: UpdateSegment): DecideSegmentEntry =>
  ({ segments }) =>
    segments.has(code)
      ? E.right({ code, name, description: description ?? null, status })
      : E.left(rejected({ _tag: 'SegmentNotFound', code }));
