import type { CustomerRepository, Decide } from '@casm/core';
import { type Context, type Span, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import * as E from 'fp-ts/lib/Either.js';
import { contextOf, isTraced, traceparentOf } from './trace-context.js';

/**
 * A span for each change whose request is sampled, from its call to its answer, and in it one for each decision. The change continues the
 * trace in the store. Only requests begin traces: a change without a traceparent has none.
 */
export const tracedCustomers = (tracer: Tracer, customers: CustomerRepository): CustomerRepository => ({
  ...customers,
  change: (request, decide) =>
    isTraced(request.traceparent)
      ? tracedChange(tracer, customers, request, decide)
      : customers.change(request, decide),
});

type Change = CustomerRepository['change'];

const tracedChange =
  (tracer: Tracer, customers: CustomerRepository, ...[request, decide]: Parameters<Change>): ReturnType<Change> =>
  async () => {
    const attributes = { 'casm.operation': request.key.operation };
    const span = tracer.startSpan('change', { attributes }, contextOf(request.traceparent));
    if (!span.isRecording()) return customers.change(request, decide)();
    const traceparent = traceparentOf(span);
    try {
      const outcome = await customers.change(
        { ...request, traceparent },
        tracedDecision(tracer, contextOf(traceparent), decide),
      )();
      tell(span, outcome);
      return outcome;
    } catch (defect) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw defect;
    } finally {
      span.end();
    }
  };

/** A decision is made again when a concurrent change came first. */
const tracedDecision =
  (tracer: Tracer, change: Context, decide: Decide): Decide =>
  (facts, at) => {
    const span = tracer.startSpan('decide', {}, change);
    try {
      const decided = decide(facts, at);
      span.setAttribute('casm.outcome', E.isRight(decided) ? 'decided' : decided.left._tag);
      return decided;
    } catch (defect) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw defect;
    } finally {
      span.end();
    }
  };

type Outcome = E.Either<{ readonly _tag: string }, { readonly replayed: boolean }>;

const tell = (span: Span, outcome: Outcome): void => {
  if (E.isRight(outcome)) span.setAttribute('casm.replayed', outcome.right.replayed);
  else {
    span.setAttribute('casm.outcome', outcome.left._tag);
    // The business said no: nothing is wrong with the process.
    if (outcome.left._tag !== 'Rejected') span.setStatus({ code: SpanStatusCode.ERROR });
  }
};
