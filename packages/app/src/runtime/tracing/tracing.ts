import type { RequestTracer } from '@casm/adapter-http';
import type { SettledBatch } from '@casm/adapter-postgres';
import type { Service } from '@casm/services';
import type { Decorators } from '../decorators.js';

/** Makes spans at the seams of a process, and exports them. `stop` exports what is left. */
export interface Tracing extends Service {
  /** The decorators, with spans around what they give back. */
  readonly decorate: (decorators: Decorators) => Decorators;
  /** Spans of requests; undefined: none are made. */
  readonly requests: RequestTracer | undefined;
  /** Makes the spans of a batch of changes that has ended. */
  readonly batch: (batch: SettledBatch) => void;
}

export const noTracing: Tracing = {
  decorate: (decorators) => decorators,
  requests: undefined,
  batch: () => undefined,
  stop: () => Promise.resolve(),
};
