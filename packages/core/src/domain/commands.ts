import type * as t from 'io-ts';
import { RequestId } from './business-transaction.js';
import { CatalogueStatus, NewCode } from './catalogue.js';
import { closed, label, text } from './codecs.js';

/** What callers ask of the catalogue, as they send it. */

const Name = label(1, 256);
const description = text(0, 1024);

export const CreateSegment = closed({ requestId: RequestId, code: NewCode, name: Name }, { description });
export type CreateSegment = t.TypeOf<typeof CreateSegment>;

/** PUT: the segment is then as the body says; a description that is left out is gone. */
export const UpdateSegment = closed({ requestId: RequestId, name: Name, status: CatalogueStatus }, { description });
export type UpdateSegment = t.TypeOf<typeof UpdateSegment>;
