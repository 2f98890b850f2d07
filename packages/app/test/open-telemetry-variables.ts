/** A variable of the environment that OpenTelemetry defines. */
interface OpenTelemetryVariable {
  readonly name: `OTEL_${string}`;
  /** Markdown of one line. */
  readonly meaning: string;
  readonly byDefault: string;
}

/**
 * The variables that matter most. Those of the exporter, the sampler and the batches are read by OpenTelemetry's SDK, which knows more:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export const openTelemetryVariables: ReadonlyArray<OpenTelemetryVariable> = [
  {
    name: 'OTEL_TRACES_EXPORTER',
    meaning: '`otlp`, `console` or `none`, or several, comma-separated',
    byDefault: '`otlp` where an endpoint is set, else `none`',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'the URL of the collector, without `/v1/traces`; `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is the whole URL',
    byDefault: '`http://localhost:4318`',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    meaning: '`http/protobuf` or `http/json`',
    byDefault: '`http/protobuf`',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    meaning: 'headers of the exports, as `name=value`, comma-separated; may hold a secret',
    byDefault: 'none',
  },
  {
    name: 'OTEL_SERVICE_NAME',
    meaning: 'the name of the process in traces',
    byDefault: '`casm-serve`, `casm-relay`, `casm-dwh` or `casm-dev`',
  },
  {
    name: 'OTEL_RESOURCE_ATTRIBUTES',
    meaning: 'further attributes of the process, as `name=value`, comma-separated',
    byDefault: 'none',
  },
  {
    name: 'OTEL_TRACES_SAMPLER',
    meaning:
      'which requests are traced: `always_on`, `always_off`, `traceidratio`, or one of these with `parentbased_` before it, which follows the caller’s decision',
    byDefault: '`parentbased_always_on`',
  },
  {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    meaning: 'the share of requests that `traceidratio` traces, from 0 to 1',
    byDefault: '`1`',
  },
  { name: 'OTEL_SDK_DISABLED', meaning: '`true`: there are no traces', byDefault: '`false`' },
];
