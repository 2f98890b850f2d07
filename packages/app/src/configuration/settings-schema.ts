import type { JsonSchema } from '@casm/core/codecs';
import { declaredSettings } from './declared-settings.js';
import type { AnySetting } from './setting.js';
import { fileVariant } from './setting-sources.js';

const all: ReadonlyArray<AnySetting> = Object.values(declaredSettings).flat();

/** The names that a file of settings may use. */
export const settingsOfFile: ReadonlySet<string> = new Set(
  all.flatMap(({ name, mask }) => (mask === undefined ? [name] : [name, fileVariant(name)])),
);

const withoutLinks = (markdown: string): string => markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');

const propertiesOf = ({ name, meaning, kind, byDefault, mask }: AnySetting): Readonly<Record<string, JsonSchema>> => ({
  [name]: {
    description: withoutLinks(meaning),
    ...(kind.schema['type'] === 'string' ? kind.schema : { anyOf: [kind.schema, { type: 'string' }] }),
    ...(byDefault === null ? {} : { default: byDefault }),
  },
  ...(mask === undefined
    ? {}
    : { [fileVariant(name)]: { description: `The path of a file with the value of ${name}.`, type: 'string' } }),
});

/** Draft 07, which editors know. A value may always be written as text, as in the environment. */
export const settingsSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'casm.config.json',
  description: 'The settings of the casm command. The environment goes before them.',
  type: 'object',
  additionalProperties: false,
  properties: Object.assign({ $schema: { type: 'string' } }, ...all.map(propertiesOf)),
};
