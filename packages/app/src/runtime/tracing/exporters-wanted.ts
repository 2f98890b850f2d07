import * as A from 'fp-ts/lib/Array.js';
import * as E from 'fp-ts/lib/Either.js';
import { UserError } from '../../user-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

export type WantedExporter = 'console' | 'otlp over http/protobuf' | 'otlp over http/json';

interface Variable {
  readonly name: string;
  readonly text: string;
}

/** The first of these variables that has a value. */
const variableOf = (environment: Environment, ...names: ReadonlyArray<string>): Variable | null =>
  names.map((name) => ({ name, text: environment[name]?.trim() ?? '' })).find(({ text }) => text !== '') ?? null;

/**
 * Where the spans go, by the environment variables of OpenTelemetry; none: there are no traces. Other than there, `otlp` is not the
 * default: without an endpoint nothing is exported. Throws a UserError with a line for each variable that is wrong.
 */
export const exportersWanted = (environment: Environment): ReadonlyArray<WantedExporter> => {
  if (variableOf(environment, 'OTEL_SDK_DISABLED')?.text.toLowerCase() === 'true') return [];
  const endpoint = variableOf(environment, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT');
  const named = variableOf(environment, 'OTEL_TRACES_EXPORTER')?.text ?? (endpoint === null ? 'none' : 'otlp');
  const names = named.split(',').map((name) => name.trim());
  if (names.includes('none')) return [];
  const { left: wrong, right: exporters } = A.separate(names.map((name) => exporterOf(name, environment)));
  if (wrong.length > 0) throw new UserError(...wrong);
  return exporters;
};

const exporterOf = (name: string, environment: Environment): E.Either<string, WantedExporter> => {
  if (name === 'console') return E.right(name);
  if (name === 'otlp') return otlpOver(environment);
  return E.left(`OTEL_TRACES_EXPORTER must be otlp, console or none, not ${JSON.stringify(name)}`);
};

const otlpOver = (environment: Environment): E.Either<string, WantedExporter> => {
  const given = variableOf(environment, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL');
  if (given === null || given.text === 'http/protobuf') return E.right('otlp over http/protobuf');
  if (given.text === 'http/json') return E.right('otlp over http/json');
  return E.left(`${given.name} must be http/protobuf or http/json, not ${JSON.stringify(given.text)}`);
};
