import { isRejectionName } from '@casm/adapter-http';
import { type BusinessRule, type CustomerOperation, OperationName } from '@casm/core';
import { closed, Codec, flag, listOf, matching, text } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const refined = <A>(name: string, is: t.Is<A>): t.Type<A, A, unknown> =>
  new t.Type(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), t.identity);

const aFunction = refined('a function', (input): input is object => typeof input === 'function');

const anObject = refined('an object', (input): input is object => typeof input === 'object' && input !== null);

const rejectionName = refined(
  'the name of a rejection, such as TooManyAttributes',
  (input): input is string => typeof input === 'string' && isRejectionName(input),
);

/** What can be seen of an operation without performing it: what its functions take and give shows when its example is performed. */
const operationShape = t.type(
  {
    name: OperationName,
    summary: text(1, 1024),
    creates: flag,
    command: t.type(
      { name: text(1, 10_000), is: aFunction, validate: aFunction, decode: aFunction, schema: anObject },
      'a codec of @casm/core/codecs',
    ),
    rejections: t.array(rejectionName, 'an array of names of rejections'),
    example: anObject,
    intentOf: aFunction,
  },
  'an operation, as customerUpdate makes one',
);

const RuleName = matching(
  'a name in kebab case, such as vip-needs-a-reason',
  /^(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
);

const ruleShape = t.type(
  { name: RuleName, operations: listOf(OperationName, 1, 256), check: aFunction },
  'a rule: { name, operations, check }',
);

/** The value as it is, of the type of which it has the shape. */
const shaped = <A>(shape: t.Mixed, is: t.Is<A>): Codec<A> =>
  new Codec<A>(
    shape.name,
    is,
    (input, context): t.Validation<A> => {
      const checked = shape.validate(input, context);
      if (E.isLeft(checked)) return checked;
      return is(input) ? t.success(input) : t.failure(input, context);
    },
    {},
  );

const isOperation = (input: unknown): input is CustomerOperation => operationShape.is(input);
const isRule = (input: unknown): input is BusinessRule => ruleShape.is(input);

/** The default export of a module of extensions. */
export const ExportedExtensions = closed(
  {},
  {
    operations: listOf(shaped(operationShape, isOperation), 0, 256),
    rules: listOf(shaped(ruleShape, isRule), 0, 256),
  },
);
