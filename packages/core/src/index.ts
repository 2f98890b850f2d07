export {
  BusinessTransaction,
  CampaignId,
  ChangedField,
  changeOf,
  ClientName,
  OperationName,
  Reason,
  RequestId,
  UserName,
} from './domain/business-transaction.js';
export type { BusinessRule } from './domain/business-rule.js';
export type { Change } from './domain/business-transaction.js';
export { canonicalJson } from './domain/canonical-json.js';
export { catalogueOf, CustomerProfile, CustomerSegment, StateReason } from './domain/catalogue.js';
export type { Catalogue, Entry, EntryKindName, EntryOf } from './domain/catalogue.js';
export type { Instant } from './domain/codecs.js';
export type { Command } from './domain/command.js';
export {
  Code,
  CustomAttributes,
  Customer,
  CustomerRef,
  CustomerState,
  CustomName,
  ExternalId,
  StoredCustomName,
  StoredExternalId,
  LifecycleState,
  PendingState,
  RefId,
} from './domain/customer.js';
export { EffectiveSegment } from './domain/effective-segment.js';
export type { Current, CustomerChange, Decide, Facts, Undecided } from './domain/decision.js';
export {
  customerBusy,
  outcomeUnknown,
  overloaded,
  publicationBacklog,
  publicationFailed,
  storeMisconfigured,
  storeUnavailable,
  unstorable,
} from './domain/failure.js';
export type {
  CustomerBusy,
  Failure,
  MessageName,
  OutcomeUnknown,
  Overloaded,
  PublicationBacklog,
  PublicationFailed,
  ReadFailure,
  StoreFailure,
  StoreMisconfigured,
  StoreUnavailable,
  Unstorable,
} from './domain/failure.js';
export { completeTopic, publicationRules, TopicName, toTopics } from './domain/publication-rules.js';
export type { PublicationRule, TopicsFor } from './domain/publication-rules.js';
export { rejected } from './domain/rejection.js';
export type { Rejected, Rejection, RejectionName } from './domain/rejection.js';
export { wellFormedTraceparent } from './domain/request-context.js';
export type { RequestContext } from './domain/request-context.js';
export { Scope, scopes } from './domain/scope.js';
export { SegmentPeriod, StatePeriod } from './domain/history-period.js';
export { subjectOf } from './domain/subject.js';
export type { Subject } from './domain/subject.js';
export { nameOfVersion } from './domain/version-ref.js';
export type { TransactionRef, VersionRef } from './domain/version-ref.js';
export type { Violation } from './domain/violation.js';
export { WiringDefect } from './domain/wiring-defect.js';
export { foldIntoWarehouse } from './domain/warehouse-fold.js';
export type {
  CampaignShift,
  Conflict,
  Known,
  Move,
  PopulationDelta,
  WarehouseChange,
} from './domain/warehouse-fold.js';
export { CampaignEffect, campaignEffectOf } from './domain/campaign-effect.js';
export { CustomerRecord, Freshness, SegmentMoves, SegmentPopulation } from './domain/warehouse-reports.js';

export {
  Campaign,
  CampaignName,
  CampaignOrder,
  CampaignState,
  draftOf,
  mostOrderedRows,
  mostRows,
  settledRows,
  campaignStates,
  changedRows,
  TallyEntry,
} from './campaigns/campaign.js';
export type { Tally } from './campaigns/campaign.js';
export { CampaignFilter } from './campaigns/campaign-filter.js';
export { customerNamedBy, RowResult, storableRow } from './campaigns/campaign-row.js';
export type { CampaignRow } from './campaigns/campaign-row.js';
export { decideRow } from './campaigns/decide-row.js';
export type { DecideRow } from './campaigns/decide-row.js';
export { mergedTally, planChunk, refusedRow, tallyOf } from './campaigns/plan-chunk.js';
export type { DecidedRow, LoadedRow } from './campaigns/plan-chunk.js';
export { OrderedRow, rowsOfOrder } from './campaigns/ordered-row.js';
export { RowOutcome } from './campaigns/row-outcome.js';
export { phaseOf, standingAfter, standingWhenDone } from './campaigns/transitions.js';
export type { RequestedState, CampaignNotFound, Standing, StateNotAllowed } from './campaigns/transitions.js';

export { ApiKey, ApiKeyId } from './access/api-key.js';

export { keptLease } from './decorators/kept-lease.js';
export type { KeptLeaseOptions, Lease } from './decorators/kept-lease.js';
export { withPublicationCeiling } from './decorators/with-publication-ceiling.js';

export type { BusinessTransactionPublisher } from './ports/business-transaction-publisher.js';
export type { ApiKeys, ApiKeyUse } from './ports/api-keys.js';
export type {
  BusinessTransactionSubscription,
  Claimed,
  Delivery,
  Mark,
  Partition,
  PartitionsLost,
  Position,
  Subscriber,
} from './ports/business-transaction-subscription.js';
export type { CampaignLoading } from './ports/campaign-loading.js';
export type { CampaignRepository, RowPage } from './ports/campaign-repository.js';
export type { CampaignWork, WorkedChunk } from './ports/campaign-work.js';
export type { CatalogueRepository, EntryReceipt } from './ports/catalogue-repository.js';
export type { CustomerDirectory, CustomerFilter, CustomerPage } from './ports/customer-directory.js';
export type { CustomerHistory, CustomerSnapshot, HistoryPage } from './ports/customer-history.js';
export type { ChangeRequest, CustomerRepository, Receipt } from './ports/customer-repository.js';
export type { Contradiction, Journal, JournalPage, JournalSelection } from './ports/journal.js';
export type { OutboundMessage, Outbox, OutboxEntry } from './ports/outbox.js';
export type { OutboxBacklog, TopicSize } from './ports/outbox-backlog.js';
export type { ParkedMessage, ParkedMessages } from './ports/parked-messages.js';
export type { ReadReplica, ReplicaPorts, ReplicaReading } from './ports/read-replica.js';
export type { RequestKey } from './ports/request-key.js';
export type { Shard, ShardLease, ShardLeases } from './ports/shard-leases.js';
export type { LogCursor, LogPage, LogSelection, TransactionLog } from './ports/transaction-log.js';
export type {
  Arrival,
  Correction,
  DeadLetter,
  DeadLetterKind,
  DeadLetters,
  Place,
  Rederived,
  Warehouse,
  WarehouseBatch,
  WarehouseRepair,
  WarehouseReports,
} from './ports/warehouse.js';

export { applyDuePlans, schedulerName } from './use-cases/apply-due-plans.js';
export type { AppliedPlans, DuePlans } from './use-cases/apply-due-plans.js';
export { changeEntry, createEntry, listEntries, readEntry } from './use-cases/maintain-catalogue.js';
export type { CatalogueMaintenance, CatalogueReads } from './use-cases/maintain-catalogue.js';
export {
  readCustomer,
  readCustomerWithHistory,
  readSegmentHistory,
  readStateHistory,
} from './use-cases/read-customer.js';
export type { CustomerReads, CustomerWithHistory, HistoryRequest, Periods } from './use-cases/read-customer.js';
export { CampaignMove, moveCampaign } from './use-cases/move-campaign.js';
export { placeCampaign } from './use-cases/place-campaign.js';
export type { CampaignPlacing, CampaignRows, PlacedCampaign, UnreadableRows } from './use-cases/place-campaign.js';
export { readEffectiveSegment, readEffectiveSegments } from './use-cases/read-effective-segment.js';
export type { SegmentReads } from './use-cases/read-effective-segment.js';
export { recordInWarehouse } from './use-cases/record-in-warehouse.js';
export type { WarehouseRecorder } from './use-cases/record-in-warehouse.js';
export { relayBusinessTransactions } from './use-cases/relay-business-transactions.js';
export type { Relay, RelayPass } from './use-cases/relay-business-transactions.js';
export { conflictInWords, conflictLetters } from './messages/conflict-letters.js';
export { reconcileWarehouse } from './use-cases/reconcile-warehouse.js';
export type { Reconciled } from './use-cases/reconcile-warehouse.js';
export type { Difference, Reconciliation } from './use-cases/reconciliation.js';
export { retryDeadLetterPage, retryDeadLetters } from './use-cases/retry-dead-letters.js';
export type { RetriedDeadLetters, RetriedPage } from './use-cases/retry-dead-letters.js';
export { replay, republishMissing } from './use-cases/replay.js';
export type { Progress, Replay, ReplaySelection, Republication } from './use-cases/replay.js';

export { customerProfiles } from './catalogue/customer-profiles.js';
export { customerSegments } from './catalogue/customer-segments.js';
export { entryExamplesOf } from './catalogue/entry-examples.js';
export type { DecideEntry, EntryKind } from './catalogue/entry-kind.js';
export { entryKinds } from './catalogue/entry-kinds.js';
export { stateReasons } from './catalogue/state-reasons.js';

export * from './operations/customer-operations.js';
export type { CommandOf, CustomerOperation, Intent } from './operations/customer-operation.js';
export { customerService } from './operations/customer-service.js';
export type { Call, CommandResult, CustomerService } from './operations/customer-service.js';
export { customerUpdate } from './operations/customer-update.js';
export type { UpdateDeclaration, UpdateFacts } from './operations/customer-update.js';
export { exampleCatalogue, examplesOf } from './operations/examples.js';
export type { OperationExample } from './operations/examples.js';
export { conflictsAmong } from './operations/extensions.js';
export type { Extensions } from './operations/extensions.js';
export { perform } from './operations/perform.js';
export type { CustomerWrites } from './operations/perform.js';
