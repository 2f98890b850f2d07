import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import * as E from 'fp-ts/lib/Either.js';

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

/** Runs the work and then ends its spans, as errors if the work fails, throws or rejects. */
export const endingWith = async <F, A>(
  spans: ReadonlyArray<Span | null>,
  work: () => Promise<E.Either<F, A>>,
): Promise<E.Either<F, A>> => {
  let succeeded = false;
  try {
    const outcome = await work();
    succeeded = E.isRight(outcome);
    return outcome;
  } finally {
    for (const span of spans) {
      if (!succeeded) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    }
  }
};
