import test from 'ava';
import { exportersWanted } from '../src/runtime/tracing/exporters-wanted.js';
import { UserError } from '../src/user-error.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

test('without a variable that asks for traces there are none', (t) => {
  t.deepEqual(exportersWanted({}), []);
  t.deepEqual(exportersWanted({ OTEL_SERVICE_NAME: 'casm', OTEL_TRACES_SAMPLER: 'always_on' }), []);
  t.deepEqual(exportersWanted({ OTEL_TRACES_EXPORTER: ' ' }), []);
});

test('an endpoint or an exporter asks for them, and OTEL_SDK_DISABLED or none refuses them', (t) => {
  t.deepEqual(exportersWanted(endpoint), ['otlp over http/protobuf']);
  t.deepEqual(exportersWanted({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector/v1/traces' }), [
    'otlp over http/protobuf',
  ]);
  t.deepEqual(exportersWanted({ OTEL_TRACES_EXPORTER: 'console' }), ['console']);
  t.deepEqual(exportersWanted({ ...endpoint, OTEL_TRACES_EXPORTER: 'otlp, console' }), [
    'otlp over http/protobuf',
    'console',
  ]);
  t.deepEqual(exportersWanted({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }), []);
  t.deepEqual(exportersWanted({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }), []);
});

test('the protocol of traces goes before that of everything', (t) => {
  const general = { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
  t.deepEqual(exportersWanted(general), ['otlp over http/json']);
  t.deepEqual(exportersWanted({ ...general, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' }), [
    'otlp over http/protobuf',
  ]);
});

test('an exporter or a protocol that is not there is refused by name', (t) => {
  t.throws(() => exportersWanted({ OTEL_TRACES_EXPORTER: 'zipkin' }), {
    instanceOf: UserError,
    message: /OTEL_TRACES_EXPORTER must be otlp, console or none, not "zipkin"/,
  });
  t.throws(() => exportersWanted({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }), {
    instanceOf: UserError,
    message: /OTEL_EXPORTER_OTLP_PROTOCOL must be http\/protobuf or http\/json, not "grpc"/,
  });
  t.throws(() => exportersWanted({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' }), {
    instanceOf: UserError,
    message: /^OTEL_EXPORTER_OTLP_TRACES_PROTOCOL must be http\/protobuf or http\/json, not "grpc"$/,
  });
});

test('what is wrong with exporters and the protocol is told together', (t) => {
  const error = t.throws(
    () => exportersWanted({ OTEL_TRACES_EXPORTER: 'zipkin,otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }),
    { instanceOf: UserError },
  );
  t.deepEqual(
    error.lines.map((line) => line.replace(/ must.*/, '')),
    ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_PROTOCOL'],
  );
});
