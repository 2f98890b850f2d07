import type { Config } from '../config.js';

export const operationalSchema = 'casm';
export const dwhSchema = 'casm_dwh';
export const dwhGroup = 'casm-dwh';

/** The complete topic and those of the rules. */
export const topicsOf = ({
  topic,
  publicationRules,
}: Pick<Config, 'topic' | 'publicationRules'>): ReadonlyArray<string> => [
  ...new Set([topic, ...publicationRules.map((rule) => rule.topic)]),
];
