import { UserError } from '../../user-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

export type WantedExporter = 'console' | 'otlp over http/protobuf' | 'otlp over http/json';

const textOf = (environment: Environment, ...names: ReadonlyArray<string>): string | null => {
  for (const name of names) {
    const text = environment[name]?.trim() ?? '';
    if (text !== '') return text;
  }
  return null;
};

/**
 * Where the spans go, by the environment variables of OpenTelemetry; none: there are no traces. Other than there, `otlp` is not the
 * default: without an endpoint nothing is exported. Throws a UserError.
 */
export const exportersWanted = (environment: Environment): ReadonlyArray<WantedExporter> => {
  if (textOf(environment, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return [];
  const endpoint = textOf(environment, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT');
  const named = textOf(environment, 'OTEL_TRACES_EXPORTER') ?? (endpoint === null ? 'none' : 'otlp');
  const names = named.split(',').map((name) => name.trim());
  if (names.includes('none')) return [];
  return names.map((name) => {
    if (name === 'console') return name;
    if (name === 'otlp') return otlpOver(environment);
    throw new UserError(`OTEL_TRACES_EXPORTER must be otlp, console or none, not ${JSON.stringify(name)}`);
  });
};

const otlpOver = (environment: Environment): WantedExporter => {
  const protocol =
    textOf(environment, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf';
  if (protocol === 'http/protobuf' || protocol === 'http/json') return `otlp over ${protocol}`;
  throw new UserError(
    `OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json, not ${JSON.stringify(protocol)}`,
  );
};
