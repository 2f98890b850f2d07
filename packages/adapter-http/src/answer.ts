import type { Failure } from '@casm/core';
import type { Reader } from '@casm/core/codecs';

/** The response headers, as the API documents describe them. An optional header is absent when it does not apply. */
export const answerHeaders = {
  ETag: {
    description: 'The version of the customer, as a strong ETag; for If-Match and If-None-Match.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
    example: '"4"',
    required: true,
  },
  Location: {
    description: 'Where what was created can be read.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/v1/casm/customers/read?refId=01a20d54-4f6f-75d8-88bc-7bbe75e0acad',
    required: true,
  },
  'Idempotency-Replayed': {
    description:
      'There if the requestId had been answered before: this is that answer again, and nothing was done now.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
    required: false,
  },
  'Preference-Applied': {
    description: 'There if a replica has answered, as `Prefer: replica` asked (RFC 7240). Otherwise the primary has.',
    schema: { type: 'string', enum: ['replica'] },
    example: 'replica',
    required: false,
  },
  'Replica-Lag': {
    description:
      'With the answer of a replica: how old its state was at most when it was read, in seconds. It has every change that had been answered so long before.',
    schema: { type: 'number', minimum: 0 },
    example: 0.412,
    required: false,
  },
} as const;

/** The headers of the answers of a replica. */
export const replicaHeaders: ReadonlyArray<AnswerHeader> = ['Preference-Applied', 'Replica-Lag'];

export type AnswerHeader = keyof typeof answerHeaders;
type Required = { [H in AnswerHeader]: (typeof answerHeaders)[H]['required'] extends true ? H : never }[AnswerHeader];

/** What an answer's body is: JSON that a codec describes, lines of CSV, or nothing. */
type AnswerBody = Reader<unknown> | 'text/csv' | null;

/** One status that a route answers with. */
export interface AnswerDeclaration<Body extends AnswerBody, H extends AnswerHeader> {
  readonly description: string;
  /** Null: the answer has no body. `text/csv`: it is sent as it is made. */
  readonly body: Body;
  readonly headers: ReadonlyArray<H>;
  /** An example body for the API documents. */
  readonly example?: unknown;
}

export type Answers = Readonly<Record<number, AnswerDeclaration<AnswerBody, AnswerHeader>>>;

/** Declares an answer with a body. */
export function answer<B>(
  description: string,
  body: Reader<B>,
  detail?: { readonly example?: NoInfer<B> },
): AnswerDeclaration<Reader<B>, never>;
export function answer<B, const H extends AnswerHeader>(
  description: string,
  body: Reader<B>,
  detail: { readonly headers: ReadonlyArray<H>; readonly example?: NoInfer<B> },
): AnswerDeclaration<Reader<B>, H>;
export function answer<B, H extends AnswerHeader>(
  description: string,
  body: Reader<B>,
  { headers = [], ...example }: { readonly headers?: ReadonlyArray<H>; readonly example?: B } = {},
): AnswerDeclaration<Reader<B>, H> {
  return { description, body, headers, ...example };
}

/** Declares an answer without a body. */
export const emptyAnswer = <const H extends AnswerHeader>(
  description: string,
  headers: ReadonlyArray<H>,
): AnswerDeclaration<null, H> => ({ description, body: null, headers });

/** An answer of lines, the first of which names the columns. */
export const csvAnswer = (description: string, example: string): AnswerDeclaration<'text/csv', never> => ({
  description,
  body: 'text/csv',
  headers: [],
  example,
});

/** `text` is serialized JSON and is sent byte for byte. */
type BodyIn<Body> = Body extends 'text/csv'
  ? { readonly csv: AsyncIterable<string> }
  : Body extends Reader<infer B>
    ? { readonly body: B } | { readonly text: string }
    : unknown;

type HeadersIn<H extends AnswerHeader> = [H] extends [never]
  ? unknown
  : {
      readonly headers: { readonly [N in Extract<H, Required>]: string } & {
        readonly [N in Exclude<H, Required>]?: string;
      };
    };

/** The answers that a handler with these declarations may return. */
export type AnswerTo<A extends Answers> = {
  readonly [S in keyof A]: A[S] extends AnswerDeclaration<infer Body, infer H>
    ? { readonly status: S } & BodyIn<Body> & HeadersIn<H>
    : never;
}[keyof A];

/** Builds an answer with one of the declared statuses. */
export const reply = <const S extends number, R>(status: S, rest: R): { readonly status: S } & R => ({
  status,
  ...rest,
});

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly text?: string;
  readonly csv?: AsyncIterable<string>;
}

/** The store failed while an answer was being sent. The connection is reset, so that the client sees that the answer is not whole. */
export class AnswerBrokenOff extends Error {
  override readonly name = 'AnswerBrokenOff';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure._tag);
    this.failure = failure;
  }
}

export const etagOf = (version: number): string => `"${version}"`;
