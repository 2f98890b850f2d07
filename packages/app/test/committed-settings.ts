import { declaredSettings } from '../src/configuration/declared-settings.js';
import { openTelemetryVariables } from './open-telemetry-variables.js';
import type { AnySetting } from '../src/configuration/setting.js';
import { settingsSchema } from '../src/configuration/settings-schema.js';

const inReference = (name: string): URL => new URL(`../../../docs/reference/${name}`, import.meta.url);

const introduction = `# Settings

<!-- Written by npm run contract from the settings that the code declares. -->

Every setting of \`casm\`, by its name in the environment. \`casm config check\` shows what each of them is here, where it comes from, and
everything that is wrong; \`--for serve\`, \`relay\`, \`dwh\` or \`migrate\` adds what that process lacks.

A setting can also stand in a file: \`casm.config.json\` or \`casm.config.yaml\` in the working directory, or the file that \`CASM_CONFIG\` names.
Its members are the names below, and the environment goes before them. \`casm config schema\` prints its JSON Schema, which is also
[here](casm.config.schema.json):

\`\`\`json
{
  "$schema": "casm.config.schema.json",
  "CASM_KAFKA_BROKERS": "kafka-1.example:9092,kafka-2.example:9092",
  "CASM_KAFKA_NEW_TOPICS": { "partitions": 12, "replicas": 3 },
  "CASM_DATABASE_URL_FILE": "/run/secrets/casm-database-url"
}
\`\`\`

The same as YAML, whose first line tells editors of the schema. A value of one word is taken as it is written:

\`\`\`yaml
# yaml-language-server: $schema=casm.config.schema.json
CASM_KAFKA_BROKERS: kafka-1.example:9092,kafka-2.example:9092
CASM_KAFKA_NEW_TOPICS:
  partitions: 12
  replicas: 3
CASM_DATABASE_URL_FILE: /run/secrets/casm-database-url
\`\`\`

A setting that is marked as a secret can be given as a file: its name with \`_FILE\` is the path of a file that holds the value. Both
together are refused, and so is a file that is empty or cannot be read.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const defaultCell = ({ byDefault, defaultInWords }: AnySetting): string =>
  defaultInWords ??
  (byDefault === null ? 'none' : `\`${typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault)}\``);

const rowOf = (setting: AnySetting): string => {
  const { name, meaning, kind, mask } = setting;
  const secret = mask === undefined ? '' : ' (secret)';
  return `| \`${name}\`${secret} | ${[meaning, kind.inWords, defaultCell(setting)].map(cell).join(' | ')} |`;
};

const sectionOf = ([title, settings]: [string, ReadonlyArray<AnySetting>]): string =>
  [
    `## ${title}`,
    '',
    '| setting | meaning | value | by default |',
    '| --- | --- | --- | --- |',
    ...settings.map(rowOf),
    '',
  ].join('\n');

const tracesSection = [
  '## Traces',
  '',
  'Traces are set by the environment variables of',
  '[OpenTelemetry](https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/), of which these matter most. A file of',
  'settings cannot hold them. [Trace a request](../how-to/trace-a-request.md) says what there is to see.',
  '',
  '| variable | meaning | by default |',
  '| --- | --- | --- |',
  ...openTelemetryVariables.map(
    ({ name, meaning, byDefault }) => `| \`${name}\` | ${[meaning, byDefault].map(cell).join(' | ')} |`,
  ),
  '',
].join('\n');

/** The files that are made of the declared settings, as they have to be committed. */
export const settingsFiles: ReadonlyArray<{ readonly file: URL; readonly text: string }> = [
  {
    file: inReference('settings.md'),
    text: [introduction, ...Object.entries(declaredSettings).map(sectionOf), tracesSection].join('\n'),
  },
  { file: inReference('casm.config.schema.json'), text: `${JSON.stringify(settingsSchema, null, 2)}\n` },
];
