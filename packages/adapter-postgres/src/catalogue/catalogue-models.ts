import type { CustomerSegment, StateReason } from '@casm/core';
import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize';

export interface CatalogueModels {
  readonly segments: ModelStatic<Model<CustomerSegment>>;
  readonly stateReasons: ModelStatic<Model<StateReason>>;
}

/** A fresh value each time: Sequelize writes into what it is given. */
const text = () => ({ type: DataTypes.TEXT, allowNull: false });

/** The catalogue's tables as Sequelize sees them; the migrations make them. */
export const catalogueModels = (sequelize: Sequelize, schema: string): CatalogueModels => {
  const table = (tableName: string) => ({ schema, tableName, timestamps: false });
  return {
    segments: sequelize.define<Model<CustomerSegment>>(
      'CustomerSegment',
      {
        code: { ...text(), primaryKey: true },
        name: text(),
        description: { ...text(), allowNull: true },
        status: text(),
      },
      table('customer_segment'),
    ),
    stateReasons: sequelize.define<Model<StateReason>>(
      'StateReason',
      { code: { ...text(), primaryKey: true }, state: text(), name: text(), status: text() },
      table('state_reason'),
    ),
  };
};
