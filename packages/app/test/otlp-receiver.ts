import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Attribute = t.type({ key: t.string, value: t.UnknownRecord });
const Link = t.type({ traceId: t.string, spanId: t.string });

/** A span as OTLP has it in JSON. https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/docs/specification.md#json-protobuf-encoding */
const SpanInJson = t.intersection([
  t.type({
    traceId: t.string,
    spanId: t.string,
    name: t.string,
    kind: t.number,
    startTimeUnixNano: t.string,
    endTimeUnixNano: t.string,
    attributes: t.array(Attribute),
  }),
  t.partial({ parentSpanId: t.string, links: t.array(Link) }),
]);

const Export = t.type({
  resourceSpans: t.array(
    t.type({
      resource: t.type({ attributes: t.array(Attribute) }),
      scopeSpans: t.array(t.type({ spans: t.array(SpanInJson) })),
    }),
  ),
});

export interface ReceivedSpan {
  /** The service.name of the process. */
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: ReadonlyArray<t.TypeOf<typeof Link>>;
}

export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spans: () => ReadonlyArray<ReceivedSpan>;
  /** Every body that came, as it came. */
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

const attributesOf = (attributes: ReadonlyArray<t.TypeOf<typeof Attribute>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansIn = (text: string): ReadonlyArray<ReceivedSpan> => {
  const exported = Export.decode(JSON.parse(text));
  if (E.isLeft(exported)) throw new Error(`this is no export of OTLP in JSON: ${text.slice(0, 1000)}`);
  return exported.right.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ parentSpanId = '', links = [], attributes, startTimeUnixNano, endTimeUnixNano, ...span }) => ({
        ...span,
        service: String(attributesOf(resource.attributes)['service.name']),
        parentSpanId,
        start: BigInt(startTimeUnixNano),
        end: BigInt(endTimeUnixNano),
        attributes: attributesOf(attributes),
        links,
      })),
    ),
  );
};

/** Takes spans at /v1/traces, as a collector does. */
export const startOtlpReceiver = async (): Promise<OtlpReceiver> => {
  const bodies: Array<string> = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += String(text)));
    request.on('end', () => {
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      if (isTraces) bodies.push(body);
      response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans: () => bodies.flatMap(spansIn),
    text: () => bodies.join('\n'),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
