import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const held = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The value at a path, through references; undefined if there is none. */
export const at = (document: unknown, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((value, name) => {
    const there = held(value, name);
    const reference = held(there, '$ref');
    return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : there;
  }, document);

export const entriesOf = (value: unknown): ReadonlyArray<[string, unknown]> =>
  isObject(value) ? Object.entries(value) : [];

export interface DescribedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: unknown;
}

export const operationsIn = (document: unknown): ReadonlyArray<DescribedOperation> =>
  entriesOf(at(document, 'paths')).flatMap(([path, item]) =>
    entriesOf(item).map(([method, operation]) => ({ path, method, operation })),
  );

/** Headers of every answer. */
const everywhere = [
  'access-control-allow-origin',
  'access-control-expose-headers',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'ratelimit',
  'ratelimit-policy',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
];

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** Everything in an answer that the document does not describe, in words; empty if the answer conforms. */
export const describedBy = (document: unknown) => {
  const ajv = formats.default(new Ajv2020({ allErrors: true, strict: false }));
  ajv.addSchema({ $id: 'casm:document', components: at(document, 'components') });
  const operations = operationsIn(document).map((described) => ({
    ...described,
    pattern: new RegExp(`^${described.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  /** Schemas are compiled once: tests that run concurrently would delay each other. */
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (schema: unknown): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"casm:document#/');
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, validate);
    return validate;
  };

  const violations = (schema: unknown, value: unknown): ReadonlyArray<string> => {
    if (!isObject(schema)) return ['has no schema'];
    const validate = validatorOf(schema);
    return validate(value) ? [] : [ajv.errorsText(validate.errors)];
  };

  const unlike = ({ method, path, status, headers, json }: Seen): ReadonlyArray<string> => {
    const found = operations.find(
      (described) => described.method === method.toLowerCase() && described.pattern.test(path.replace(/\?.*$/, '')),
    );
    if (found === undefined) return [];
    const response = at(document, 'paths', found.path, found.method, 'responses', String(status));
    if (response === undefined) return [`status ${status} is not described`];
    const named = entriesOf(at(response, 'headers'));
    const unknown = [...headers.keys()].filter(
      (name) => !everywhere.includes(name) && !named.some(([known]) => known.toLowerCase() === name),
    );
    const missing = named.filter(
      ([name]) => at(document, 'components', 'headers', name, 'required') === true && !headers.has(name),
    );
    const mediaType = (headers.get('content-type') ?? '').replace(/;.*$/, '');
    const content = at(response, 'content');
    const body =
      content === undefined
        ? json === null
          ? []
          : ['the body is not described']
        : violations(held(held(content, mediaType), 'schema'), json);
    return [
      ...unknown.map((name) => `the header ${name} is not described`),
      ...missing.map(([name]) => `the header ${name} is missing`),
      ...body,
    ];
  };
  return { unlike, violations };
};
