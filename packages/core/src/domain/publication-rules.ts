import type { BusinessTransaction } from './business-transaction.js';

/** To which topics a transaction goes, each once, the complete topic among them. */
export type PublicationRules = (transaction: BusinessTransaction) => ReadonlyArray<string>;

/** Every version of every customer is published here; gaps there mean loss. */
export const completeTopic = 'casm.customer';

/** Everything to the one complete topic. */
export const toCompleteTopic =
  (topic: string = completeTopic): PublicationRules =>
  () => [topic];
