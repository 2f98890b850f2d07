import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import protobuf from 'protobufjs';

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

/** The part of OTLP in protobuf that is read here. https://github.com/open-telemetry/opentelemetry-proto/tree/v1.7.0/opentelemetry/proto */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Export { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1;
    bytes span_id = 2;
    bytes parent_span_id = 4;
    string name = 5;
    int32 kind = 6;
    fixed64 start_time_unix_nano = 7;
    fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9;
    repeated Link links = 13;
  }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; }
  }
`);
const exportInProtobuf = root.lookupType('Export');

/** OTLP in JSON has ids as hexadecimal text. */
const withHexadecimalIds = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(withHexadecimalIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withHexadecimalIds(member)]));
};

const protobufAsJson = (body: Uint8Array): unknown =>
  withHexadecimalIds(
    exportInProtobuf.toObject(exportInProtobuf.decode(body), { longs: String, arrays: true, objects: true }),
  );

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
  /** The content types of the bodies that came, each once. */
  readonly types: () => ReadonlyArray<string>;
  /** Every body that came, its bytes read as UTF-8. */
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

interface Body {
  readonly type: string;
  readonly bytes: Buffer;
}

const attributesOf = (attributes: ReadonlyArray<t.TypeOf<typeof Attribute>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansIn = ({ type, bytes }: Body): ReadonlyArray<ReceivedSpan> => {
  const given: unknown = type === 'application/x-protobuf' ? protobufAsJson(bytes) : JSON.parse(String(bytes));
  const exported = Export.decode(given);
  if (E.isLeft(exported)) throw new Error(`this is no export of OTLP: ${JSON.stringify(given).slice(0, 1000)}`);
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
  const bodies: Array<Body> = [];
  const server = createServer((request, response) => {
    const parts: Array<Buffer> = [];
    const type = request.headers['content-type'] ?? '';
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      if (isTraces) bodies.push({ type, bytes: Buffer.concat(parts) });
      response
        .writeHead(isTraces ? 200 : 404, { 'content-type': type })
        .end(type === 'application/json' ? '{}' : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans: () => bodies.flatMap(spansIn),
    types: () => [...new Set(bodies.map(({ type }) => type))].sort(),
    text: () => bodies.map(({ bytes }) => String(bytes)).join('\n'),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
