import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

const run = promisify(execFile);

const version = '0.26.0';
const folder = fileURLToPath(new URL(`../../../.cache/prometheus-client-${version}`, import.meta.url));

/** One value of a metric; the buckets of a histogram are values too. */
export interface PrometheusSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** The labels of its exemplar; null: it has none. */
  readonly exemplar: Readonly<Record<string, string>> | null;
}

/** The formats of Prometheus's own and of OpenMetrics. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

const program = `
import json, sys
from prometheus_client import parser
from prometheus_client.openmetrics import parser as openmetrics
families = {"prometheus": parser, "openmetrics": openmetrics}[sys.argv[2]].text_string_to_metric_families(sys.argv[1])
samples = [
    {
        "name": sample.name,
        "labels": sample.labels,
        "value": sample.value,
        "exemplar": sample.exemplar.labels if sample.exemplar else None,
    }
    for family in families
    for sample in family.samples
]
print(json.dumps([sample for sample in samples if sample["value"] == sample["value"]]))
`;

/** Several test processes may install at once: each for itself, and the first to be done wins. */
const install = async (): Promise<void> => {
  const own = `${folder}-${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', own]);
    const packages = path.join(own, 'packages');
    await run(path.join(own, 'bin/pip'), [
      'install',
      '--quiet',
      `--target=${packages}`,
      `prometheus_client==${version}`,
    ]);
    await rename(packages, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

/** Why Prometheus's own parser cannot be had here; null: it can. It is that of its Python client, from PyPI. */
export const prometheusParserMissing = async (): Promise<string | null> => {
  if (existsSync(folder)) return null;
  try {
    await install();
    return null;
  } catch (error) {
    return `the Python client of Prometheus cannot be installed: ${String(error).split('\n')[0]}`;
  }
};

const isSample = (sample: unknown): sample is PrometheusSample =>
  typeof sample === 'object' && sample !== null && 'name' in sample && 'labels' in sample && 'value' in sample;

/** The samples of a text in this format, as Prometheus reads it; left: why it reads none. */
export const prometheusSamples = async (
  text: string,
  format: ExpositionFormat = 'prometheus',
): Promise<E.Either<string, ReadonlyArray<PrometheusSample>>> => {
  try {
    const { stdout } = await run('python3', ['-c', program, text, format], {
      env: { ...process.env, PYTHONPATH: folder },
    });
    const samples: unknown = JSON.parse(stdout);
    return Array.isArray(samples) && samples.every(isSample) ? E.right(samples) : E.left(`no samples: ${stdout}`);
  } catch (error) {
    return E.left(String(error));
  }
};
