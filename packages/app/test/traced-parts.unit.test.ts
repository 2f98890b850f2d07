import type {
  BusinessTransactionPublisher,
  ChangeRequest,
  CustomerRepository,
  OutboundMessage,
  Warehouse,
  WarehouseBatch,
} from '@casm/core';
import { inMemoryStore, inMemoryStreaming, inMemoryWarehouse } from '@casm/core/testing';
import { SpanStatusCode, type Tracer } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import test from 'ava';
import { tracedCustomers } from '../src/runtime/tracing/traced-customers.js';
import { tracedRequests } from '../src/runtime/tracing/traced-requests.js';
import { tracedPublisher } from '../src/runtime/tracing/traced-publisher.js';
import { tracedWarehouse } from '../src/runtime/tracing/traced-warehouse.js';

/* A span that is not ended is never exported: the trace of what went worst would be the one that lacks it. */

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const message: OutboundMessage = {
  kind: 'customer',
  refId: 'c-1',
  version: 1,
  topic: 'casm.customer',
  transactionId: 't-1',
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent,
  replayedAt: null,
  body: '{}',
};

const batch: WarehouseBatch = {
  arrivals: [],
  deadLetters: [
    {
      kind: 'unreadable',
      delivery: {
        partition: { cluster: 'c', group: 'g', topic: 'casm.customer', partition: 0 },
        offset: 0,
        key: 'c-1',
        body: 'no JSON',
        traceparent,
      },
      error: 'no JSON',
    },
  ],
  positions: [],
  subscriber: 's',
};

const request: ChangeRequest = {
  customer: { refId: 'c-1' },
  claimsExternalId: null,
  key: { client: 'crm', requestId: 'r-1', operation: 'updateCustomerSegment', content: '' },
  deadline: Number.POSITIVE_INFINITY,
  traceparent,
};

const { publisher } = inMemoryStreaming();
const { warehouse } = inMemoryWarehouse();
const { customers } = inMemoryStore();

/** What a defect looks like to the one who calls: before there is a promise, and in it. */
const defects = {
  throws: () => {
    throw new Error('a defect');
  },
  rejects: () => Promise.reject(new Error('a defect')),
} as const;

interface Traced {
  readonly what: string;
  readonly span: string;
  readonly call: (tracer: Tracer, defect: () => Promise<never>) => Promise<unknown>;
}

const parts: ReadonlyArray<Traced> = [
  {
    what: 'a publisher',
    span: 'publish',
    call: (tracer, defect) => {
      const broken: BusinessTransactionPublisher = { ...publisher, publish: () => defect };
      return tracedPublisher(tracer, broken).publish([message])();
    },
  },
  {
    what: 'a warehouse',
    span: 'apply',
    call: (tracer, defect) => {
      const broken: Warehouse = { ...warehouse, apply: () => defect };
      return tracedWarehouse(tracer, broken).apply(batch)();
    },
  },
  {
    what: 'a store',
    span: 'change',
    call: (tracer, defect) => {
      const broken: CustomerRepository = { ...customers, change: () => defect };
      return tracedCustomers(tracer, broken).change(request, () => {
        throw new Error('not called');
      })();
    },
  },
];

const tracing = (sampler?: Sampler) => {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  const provider = new BasicTracerProvider({ spanProcessors, ...(sampler === undefined ? {} : { sampler }) });
  const ended = () => exporter.getFinishedSpans().map(({ name, status }) => ({ name, code: status.code }));
  return { tracer: provider.getTracer('test'), ended };
};

for (const { what, span, call } of parts)
  for (const [how, defect] of Object.entries(defects))
    test(`the span of ${what} that ${how} is ended, as an error`, async (t) => {
      const { tracer, ended } = tracing();
      await t.throwsAsync(call(tracer, defect), { message: 'a defect' });
      t.deepEqual(ended(), [{ name: span, code: SpanStatusCode.ERROR }]);
    });

test('the span of a decision that throws is ended, as an error', async (t) => {
  const { tracer, ended } = tracing();
  await t.throwsAsync(
    tracedCustomers(tracer, customers).change(request, () => {
      throw new Error('a defect');
    })(),
    { message: 'a defect' },
  );
  t.deepEqual(ended(), [
    { name: 'decide', code: SpanStatusCode.ERROR },
    { name: 'change', code: SpanStatusCode.ERROR },
  ]);
});

test('the span of what succeeds is ended, as no error', async (t) => {
  const { tracer, ended } = tracing();
  await tracedPublisher(tracer, publisher).publish([message])();
  await tracedWarehouse(tracer, warehouse).apply(batch)();
  t.deepEqual(ended(), [
    { name: 'publish', code: SpanStatusCode.UNSET },
    { name: 'apply', code: SpanStatusCode.UNSET },
  ]);
});

test('what follows from a request that is not sampled is not sampled either, also without a traceparent of the caller', async (t) => {
  const { NOT_RECORD, RECORD_AND_SAMPLED } = SamplingDecision;
  /** Samples every root but that of a request, as a ratio may do. */
  const root: Sampler = {
    shouldSample: (_context, _traceId, name) => ({
      decision: name.startsWith('PUT') ? NOT_RECORD : RECORD_AND_SAMPLED,
    }),
    toString: () => 'no requests',
  };
  const { tracer, ended } = tracing(new ParentBasedSampler({ root }));
  const begun = { operation: 'updateCustomerSegment', method: 'PUT', route: '/v1/casm/customers/segment' };
  const ofCaller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  for (const received of [null, ofCaller]) {
    const { traceparent: handedOn } = tracedRequests(tracer)({ ...begun, traceparent: received });
    t.is(handedOn, received);
    await tracedPublisher(tracer, publisher).publish([{ ...message, traceparent: handedOn }])();
    await t.throwsAsync(
      tracedCustomers(tracer, customers).change({ ...request, traceparent: handedOn }, () => {
        throw new Error('a defect');
      })(),
    );
  }
  t.deepEqual(ended(), []);
});
