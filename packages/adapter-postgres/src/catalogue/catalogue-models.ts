import type { EntryKindName } from '@casm/core';
import { DataTypes, type Model, type ModelAttributes, type ModelStatic, type Sequelize } from 'sequelize';
import { catalogueTables } from './catalogue-tables.js';

export type CatalogueModels = { readonly [K in EntryKindName]: ModelStatic<Model> };

const types = { text: DataTypes.TEXT, boolean: DataTypes.BOOLEAN };

/** The catalogue's tables as Sequelize sees them; the migrations make them. */
export const catalogueModels = (sequelize: Sequelize, schema: string): CatalogueModels => {
  const model = (kind: EntryKindName): ModelStatic<Model> => {
    const { table: tableName, columns } = catalogueTables[kind];
    const attributes: ModelAttributes = {};
    for (const [member, { column: field, type }] of Object.entries(columns))
      attributes[member] = { field, type: types[type], primaryKey: member === 'code' };
    return sequelize.define(kind, attributes, { schema, tableName, timestamps: false });
  };
  return {
    customerSegments: model('customerSegments'),
    stateReasons: model('stateReasons'),
    customerProfiles: model('customerProfiles'),
  };
};
