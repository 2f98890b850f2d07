import type { Attributes, Context, Link, Span, SpanKind, Tracer } from '@opentelemetry/api';

/** One of several pieces of work that are done together. */
export interface Joined {
  readonly context: Context;
  readonly attributes: Attributes;
}

export interface JoinedWork {
  readonly name: string;
  readonly kind: SpanKind;
  /** Of every span. */
  readonly attributes: Attributes;
  /** Milliseconds since the epoch; by default now. */
  readonly startTime?: number;
}

/**
 * A span for each piece of work, in its own trace, null where that is not sampled. Each but the first links to the first, so that
 * whoever looks at one finds with whom it was done.
 */
export const startJoined = (
  tracer: Tracer,
  { name, kind, attributes, startTime }: JoinedWork,
  pieces: ReadonlyArray<Joined>,
): ReadonlyArray<Span | null> => {
  let links: Array<Link> = [];
  return pieces.map((piece) => {
    const span = tracer.startSpan(
      name,
      {
        kind,
        links,
        attributes: { ...attributes, ...piece.attributes },
        ...(startTime === undefined ? {} : { startTime }),
      },
      piece.context,
    );
    if (!span.isRecording()) return null;
    if (links.length === 0) links = [{ context: span.spanContext() }];
    return span;
  });
};
