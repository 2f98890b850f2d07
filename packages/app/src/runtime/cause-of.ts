import type { Failure } from '@casm/core';

/** A failure for the log: its name and, where there is one, its detail. */
export const causeOf = (failure: Failure): string =>
  'detail' in failure ? `${failure._tag}: ${failure.detail}` : failure._tag;
