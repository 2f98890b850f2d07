import type { BusinessTransactionPublisher, CampaignWork, CustomerRepository, Outbox, Warehouse } from '@casm/core';

/**
 * The seam of the composition: each part is handed out as its decorator gives it back, by default as it is. Whoever starts `casm`
 * from a program can put something of their own around a part here: a measurement, a trace, a fault.
 */
export interface Decorators {
  readonly customers?: (customers: CustomerRepository) => CustomerRepository;
  readonly outbox?: (outbox: Outbox) => Outbox;
  readonly campaignWork?: (work: CampaignWork) => CampaignWork;
  readonly publisher?: (publisher: BusinessTransactionPublisher) => BusinessTransactionPublisher;
  readonly warehouse?: (warehouse: Warehouse) => Warehouse;
}
