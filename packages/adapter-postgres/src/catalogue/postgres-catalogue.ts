import {
  type Catalogue,
  type CatalogueRepository,
  CustomerSegment,
  type DecideSegmentEntry,
  type Failure,
  outcomeUnknown,
  rejected,
  type Rejected,
  type RequestKey,
  type SegmentReceipt,
} from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { isUndone, reasonOf, toStoreUnavailable } from '../failures.js';
import { decodeRows, orNull, UnexpectedRow } from '../rows.js';
import { contentHash } from '../write-path/pending-change.js';
import { catalogueModels, type CatalogueModels } from './catalogue-models.js';
import { toCatalogue } from './catalogue-rows.js';

/** CatalogueRepository on PostgreSQL. Changes are rare and small: they take turns on the catalogue's revision. */
export const postgresCatalogue = (sequelize: Sequelize, schema: string): CatalogueRepository => {
  const models = catalogueModels(sequelize, schema);
  return {
    read: TE.tryCatch(() => readCatalogue(models), toStoreUnavailable),
    changeSegment: (key, decide) => changeSegment(sequelize, schema, models, key, decide),
    seed: ({ segments, stateReasons }) =>
      TE.tryCatch(
        () =>
          sequelize.transaction(async (transaction) => {
            await revise(sequelize, schema, transaction);
            await models.segments.bulkCreate([...segments.values()], { ignoreDuplicates: true, transaction });
            await models.stateReasons.bulkCreate([...stateReasons.values()], { ignoreDuplicates: true, transaction });
          }),
        toStoreUnavailable,
      ),
  };
};

const readCatalogue = async (
  { segments, stateReasons }: CatalogueModels,
  transaction: Transaction | null = null,
): Promise<Catalogue> =>
  toCatalogue(
    await segments.findAll({ raw: true, transaction }),
    await stateReasons.findAll({ raw: true, transaction }),
  );

/** Takes the turn: whoever changes the catalogue next waits here until this change is committed. */
const revise = (sequelize: Sequelize, schema: string, transaction: Transaction): Promise<unknown> =>
  sequelize.query(`update ${schema}.catalogue_revision set revision = revision + 1`, { transaction });

const changeSegment = (
  sequelize: Sequelize,
  schema: string,
  models: CatalogueModels,
  key: RequestKey,
  decide: DecideSegmentEntry,
): TE.TaskEither<Rejected | Failure, SegmentReceipt> => {
  let committing = false;
  const run = async (transaction: Transaction): Promise<E.Either<Rejected, SegmentReceipt>> => {
    await revise(sequelize, schema, transaction);
    const answer = await storedAnswer(sequelize, schema, key, transaction);
    if (answer !== null) return answer;
    const decided = decide(await readCatalogue(models, transaction));
    if (E.isLeft(decided)) return decided;
    await models.segments.upsert(decided.right, { transaction });
    await sequelize.query(
      `insert into ${schema}.request_key (client, request_id, operation, content_hash, body)
       values ($1, $2, $3, decode($4, 'hex'), $5)`,
      {
        bind: [key.client, key.requestId, key.operation, contentHash(key), JSON.stringify(decided.right)],
        transaction,
      },
    );
    committing = true;
    return E.right({ segment: decided.right, replayed: false });
  };
  return async () => {
    try {
      return await sequelize.transaction(run);
    } catch (error) {
      return E.left(committing && !isUndone(error) ? outcomeUnknown(reasonOf(error)) : toStoreUnavailable(error));
    }
  };
};

const AnswerRow = t.type({ operation: t.string, content_hash: t.string, body: orNull(t.string) });

const storedAnswer = async (
  sequelize: Sequelize,
  schema: string,
  key: RequestKey,
  transaction: Transaction,
): Promise<E.Either<Rejected, SegmentReceipt> | null> => {
  const rows = await sequelize.query(
    `select operation, encode(content_hash, 'hex') as content_hash, body
     from ${schema}.request_key where client = $1 and request_id = $2`,
    { bind: [key.client, key.requestId], type: QueryTypes.SELECT, transaction },
  );
  const [row] = decodeRows(AnswerRow)(rows);
  if (row === undefined) return null;
  if (row.operation !== key.operation || row.content_hash !== contentHash(key) || row.body === null) {
    return E.left(rejected({ _tag: 'RequestIdReused', requestId: key.requestId }));
  }
  const segment = decode(CustomerSegment)(JSON.parse(row.body));
  if (E.isLeft(segment)) throw new UnexpectedRow(`the stored answer of request ${key.requestId}`);
  return E.right({ segment: segment.right, replayed: true });
};
