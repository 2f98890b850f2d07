import { randomBytes, randomUUID } from 'node:crypto';
import { kafkaMissing, startKafka, testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.js';
import { casm, readyCasm } from './running-casm.js';

/* One request through three processes, as a collector sees it. */

const token = 'a-token-of-the-traces';
const customName = 'Augusta Ada King';
const onKafka = (await kafkaMissing()) === null ? test : test.skip;

/** Of the kinds of OTLP. */
const kinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };

const inUse = async (t: ExecutionContext, given: Readonly<Record<string, string>> = {}) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const database = await testDatabase();
  t.teardown(database.drop);
  const receiver = await startOtlpReceiver();
  t.teardown(receiver.close);
  const env = {
    CASM_DATABASE_URL: database.url,
    CASM_KAFKA_BROKERS: kafka.right.brokers,
    CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}',
    CASM_API_TOKENS: `crm:${token}`,
    CASM_DRAIN_SECONDS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    ...given,
  };
  for (const command of ['migrate', 'seed']) t.is((await casm([command], env).ended).code, 0);
  const [serve] = await Promise.all([
    readyCasm(t, ['serve', '--port', '0'], { ...env, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }),
    // By default in protobuf.
    readyCasm(t, ['relay'], env),
    readyCasm(t, ['dwh'], env),
  ]);
  const url = /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '';
  const create = (traceparent?: string): Promise<Response> => {
    const requestId = randomUUID();
    return fetch(`${url}/v1/casm/customers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: JSON.stringify({
        requestId,
        externalId: `CRM-${requestId}`,
        customName,
        customerSegment: 'RESIDENTIAL',
        state: { state: 'ACTIVE', stateReason: 'dfltActive' },
      }),
    });
  };
  /** The spans, once `isWhole` holds for them. */
  const spansWhen = async (what: string, isWhole: (spans: ReadonlyArray<ReceivedSpan>) => boolean) => {
    await waitUntil(() => isWhole(receiver.spans()), {
      deadlineMs: 60_000,
      describe: () =>
        `${what}: ${receiver
          .spans()
          .map(({ name, traceId }) => `${name} ${traceId}`)
          .join(', ')}`,
    });
    return receiver.spans();
  };
  return { create, receiver, spansWhen };
};

const newTrace = () => {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
};

const spanNames = ['POST /v1/casm/customers', 'change', 'decide', 'commit', 'publish', 'apply'];

onKafka('one request is one trace, the caller’s, from HTTP to the warehouse', async (t) => {
  const { create, receiver, spansWhen } = await inUse(t);
  const caller = newTrace();
  t.is((await create(caller.traceparent)).status, 201);
  const spans = await spansWhen('all spans of the request', (received) => received.length >= spanNames.length);
  t.deepEqual(spans.map(({ name }) => name).toSorted(), spanNames.toSorted(), 'a span for each step, and no others');
  t.deepEqual([...new Set(spans.map(({ traceId }) => traceId))], [caller.traceId]);

  const named = (name: string): ReceivedSpan => {
    const span = spans.find((each) => each.name === name);
    if (span === undefined) throw new Error(`there is no span ${name}`);
    return span;
  };
  const [http, change, decide, commit, publish, apply] = spanNames.map(named);
  if (!http || !change || !decide || !commit || !publish || !apply) return t.fail();
  t.deepEqual(
    [http, change, decide, commit, publish, apply].map(({ parentSpanId }) => parentSpanId),
    [caller.spanId, http.spanId, change.spanId, change.spanId, change.spanId, publish.spanId],
  );
  t.deepEqual(
    [http, change, decide, commit, publish, apply].map(({ service, kind }) => [service, kind]),
    [
      ['casm-serve', kinds.server],
      ['casm-serve', kinds.internal],
      ['casm-serve', kinds.internal],
      ['casm-serve', kinds.client],
      ['casm-relay', kinds.producer],
      ['casm-dwh', kinds.consumer],
    ],
  );
  t.like(http.attributes, {
    'http.request.method': 'POST',
    'http.route': '/v1/casm/customers',
    'casm.operation': 'createCustomer',
    'casm.client': 'crm',
  });
  t.true(http.start <= change.start && change.end <= http.end, 'the change is within its request');
  t.true(commit.end >= decide.end, 'the decision is within its batch');
  t.true(publish.end <= apply.end, 'the message is applied after it was published');
  t.deepEqual(
    spans.flatMap(({ links }) => links),
    [],
    'it was alone in each batch',
  );
  t.deepEqual(receiver.types(), ['application/json', 'application/x-protobuf'], 'both protocols');
  for (const secret of [token, customName, 'CRM-']) t.false(receiver.text().includes(secret), secret);
});

onKafka('requests that are done together keep their traces, and link to each other', async (t) => {
  const { create, spansWhen } = await inUse(t);
  const callers = Array.from({ length: 40 }, newTrace);
  const answers = await Promise.all(callers.map(({ traceparent }) => create(traceparent)));
  t.true(answers.every(({ status }) => status === 201));
  const spans = await spansWhen('the spans of all requests', (received) => received.length >= 40 * spanNames.length);

  for (const { traceId } of callers)
    t.deepEqual(
      spans
        .filter((span) => span.traceId === traceId)
        .map(({ name }) => name)
        .toSorted(),
      spanNames.toSorted(),
    );
  for (const name of ['commit', 'publish', 'apply']) {
    const linked = spans.filter((span) => span.name === name && span.links.length > 0);
    t.true(linked.length > 0, `${name}: some are done together`);
    for (const { links, start, traceId } of linked) {
      const first = spans.find(({ spanId }) => spanId === links[0]?.spanId);
      t.is(first?.name, name, 'the link leads to the first of the batch');
      t.not(first?.traceId, traceId);
      t.true(name !== 'commit' || first?.start === start, 'which began at the same time');
    }
  }
});

onKafka(
  'a request that is not sampled leaves no spans in any process, and its traceparent goes on as it came',
  async (t) => {
    const { create, spansWhen } = await inUse(t, {
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    });
    const [unsampled, sampled] = [newTrace(), newTrace()];
    t.is((await create(unsampled.traceparent.replace(/01$/, '00'))).status, 201);
    t.is((await create()).status, 201);
    t.is((await create(sampled.traceparent)).status, 201);
    const spans = await spansWhen('the spans of the last one', (received) =>
      received.some(({ name }) => name === 'apply'),
    );
    t.deepEqual([...new Set(spans.map(({ traceId }) => traceId))], [sampled.traceId]);
  },
);
