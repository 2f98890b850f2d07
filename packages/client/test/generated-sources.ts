import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const inSource = (name: string): URL => new URL(`../src/${name}`, import.meta.url);
const documentUrl = new URL('../../../docs/reference/openapi.json', import.meta.url);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const entriesOf = (value: unknown): ReadonlyArray<[string, unknown]> => (isRecord(value) ? Object.entries(value) : []);

const textIn = (value: unknown, name: string): string => (isRecord(value) ? String(value[name]) : '');

const notice =
  '// Made by `npm run contract` from docs/reference/openapi.json: what is changed here by hand is lost.\n';

const mediaTypesIn = (value: unknown): ReadonlyArray<string> =>
  entriesOf(isRecord(value) ? value['content'] : {}).map(([mediaType]) => mediaType);

/** Returns the options of openapi-fetch for bodies that are not JSON: a file is sent unchanged, and lines are read as text. */
const optionsOf = (operation: unknown): string => {
  const { requestBody, responses } = isRecord(operation) ? operation : {};
  const [fileType = 'application/json'] = mediaTypesIn(requestBody);
  const answers = entriesOf(responses).filter(([status]) => status.startsWith('2'));
  const isText = answers.some(([, answer]) => mediaTypesIn(answer).some((mediaType) => mediaType.startsWith('text/')));
  return [
    ...(fileType === 'application/json'
      ? []
      : [`headers: { 'Content-Type': '${fileType}' }`, 'bodySerializer: (body: string) => body']),
    ...(isText ? ["parseAs: 'text'"] : []),
  ].join(', ');
};

/** Returns one method for each operation, on the client of openapi-fetch. */
const methodsOf = (document: unknown): string => {
  const operations = entriesOf(isRecord(document) ? document['paths'] : {}).flatMap(([path, item]) =>
    entriesOf(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const methods = operations.map(({ path, method, operation }) => {
    const init = `MaybeOptionalInit<paths['${path}'], '${method}'>`;
    const answer = `Promise<FetchResponse<paths['${path}']['${method}'], ${init}, MediaType>>`;
    const isNeeded = JSON.stringify(operation).includes('"required":true');
    const options = optionsOf(operation);
    const given = options === '' ? 'init' : `by({ ${options} }, init)`;
    return [
      `  /** ${textIn(operation, 'summary')} */`,
      `  ${textIn(operation, 'operationId')}: (init: ${init}${isNeeded ? '' : ' = {}'}): ${answer} => api.${method.toUpperCase()}('${path}', ${given}),`,
    ].join('\n');
  });
  return [
    notice,
    "import type { Client, FetchResponse, MaybeOptionalInit } from 'openapi-fetch';",
    "import type { paths } from './api.js';",
    '',
    'type MediaType = `${string}/${string}`;',
    '',
    '/** What is said of a call, unless the caller says something else. */',
    'const by = <I extends object>(options: object, init: I): I => ({ ...options, ...init });',
    '',
    '/** Every operation under its name: it takes parameters, headers and body as the document names them. */',
    'export const operationsOn = (api: Client<paths>) => ({',
    ...methods,
    '});',
    '',
  ].join('\n');
};

/** openapi-typescript writes no comment above the types that the package exports. */
const documented = (types: string): string =>
  types
    .replace('export interface components {', '/** The bodies of the API by their names in the document. */\n$&')
    .replace(
      'export interface operations {',
      '/** The parameters, bodies and answers of each operation, by its name. */\n$&',
    );

/** The generated sources with the contents that follow from the committed document. */
export const generatedSources = async (): Promise<ReadonlyArray<{ readonly file: URL; readonly text: string }>> => {
  const document: unknown = JSON.parse(await readFile(documentUrl, 'utf8'));
  const types = documented(astToString(await openapiTS(documentUrl)));
  return [
    { file: inSource('generated/api.ts'), text: `${notice}\n${types}` },
    { file: inSource('generated/operations.ts'), text: methodsOf(document) },
  ];
};
