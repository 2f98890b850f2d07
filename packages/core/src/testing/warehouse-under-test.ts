import type { DeadLetters, Warehouse, WarehouseRepair, WarehouseReports } from '../ports/warehouse.js';
import type { Law } from './law.js';

/** An empty warehouse whose time zone is UTC. */
export interface WarehouseUnderTest {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  readonly reports: WarehouseReports;
}

/** Makes a new, empty warehouse for one law. */
export type MakeWarehouse = () => Promise<WarehouseUnderTest>;

/** A law of the warehouse. */
export type WarehouseLaw = Law<MakeWarehouse>;
