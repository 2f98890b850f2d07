import { catalogueIn, readCatalogueStatement, type RevisedCatalogue } from '../catalogue/catalogue-rows.js';
import type { SqlConnection } from '../sql-connection.js';

/** A cached catalogue that is read again when a load reports a newer revision. It is never older than the load. */
export const catalogueCopy = (schema: string) => {
  const text = readCatalogueStatement(schema);
  let known: RevisedCatalogue | null = null;
  return async (connection: SqlConnection, revision: number): Promise<RevisedCatalogue> => {
    if (known === null || known.revision < revision) known = catalogueIn((await connection.query({ text })).rows);
    return known;
  };
};
