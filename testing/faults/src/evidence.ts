/** All evidence of a run: the callers' view and the contents of the engines. */
export interface Evidence {
  readonly requests: ReadonlyArray<RequestRecord>;
  readonly customers: ReadonlyArray<CustomerRow>;
  readonly history: ReadonlyArray<HistoryRow>;
  readonly journal: ReadonlyArray<JournalRow>;
  /** Unpublished rows. */
  readonly outbox: ReadonlyArray<VersionOf>;
  /** Each partition in offset order. */
  readonly topic: ReadonlyArray<TopicMessage>;
  /** The messages of each deleted complete topic, as of its deletion. */
  readonly deletedTopics: ReadonlyArray<ReadonlyArray<TopicMessage>>;
  /** The rows of the journal that each restore of the operational database has undone. */
  readonly undone: ReadonlyArray<ReadonlyArray<JournalRow>>;
  /** The further topic, which has segment changes only, in the same form. */
  readonly furtherTopic: ReadonlyArray<TopicMessage>;
  readonly warehouse: WarehouseState;
  /** The campaigns that the callers have ordered. */
  readonly campaigns: ReadonlyArray<CampaignRecord>;
}

/** A row as it was ordered, and the end that it must come to: `moved` is CHANGED or UNCHANGED. */
export interface OrderedRow {
  readonly line: number;
  readonly externalId: string;
  readonly end: 'moved' | 'REFUSED' | 'DUPLICATE' | 'NOT_FOUND';
}

/** The result of a row; `outcome` is null while it has none. */
export interface RowRecord {
  readonly line: number;
  readonly outcome: string | null;
  readonly refId: string | null;
  readonly transactionId: string | null;
  readonly version: number | null;
}

/** A campaign as a caller has ordered it. */
export interface OrderedCampaign {
  readonly requestId: string;
  readonly customerSegment: string;
  /** Null: a filter has chosen the customers. */
  readonly ordered: ReadonlyArray<OrderedRow> | null;
  /** The results as the API answered them once the campaign was COMPLETED; null: it was never seen to be. */
  readonly answered: ReadonlyArray<RowRecord> | null;
  /** How many rows have which outcome, as the API answered it then. */
  readonly counted: Readonly<Record<string, number>>;
}

/** The same campaign as the tables have it; null: they do not. */
export interface CampaignRecord extends OrderedCampaign {
  readonly stored: {
    readonly campaignId: string;
    readonly state: string;
    readonly rows: ReadonlyArray<RowRecord>;
  } | null;
}

export interface VersionOf {
  readonly refId: string;
  readonly version: number;
}

/** One requestId, with all its attempts. */
export interface RequestRecord {
  readonly requestId: string;
  readonly ifMatch: number | null;
  readonly answer: Answer;
  /**
   * The last time at which an answer said, rightly or wrongly, that no attempt had changed anything; in milliseconds
   * since the epoch.
   */
  readonly unchangedAt: number | null;
  /** Bodies of repeats that differ from the first acknowledged one. */
  readonly differingRepeats: ReadonlyArray<string>;
}

export type Answer =
  | { readonly kind: 'acknowledged'; readonly body: string; readonly etag: string | null; readonly at: number }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unknown' };

export interface CustomerRow extends VersionOf {
  readonly segment: string | null;
  readonly state: string;
}

export interface HistoryRow extends VersionOf {
  readonly segment: string;
  readonly requestId: string;
  readonly transactionId: string;
}

export interface JournalRow extends VersionOf {
  readonly transactionId: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly body: string;
}

export interface TopicMessage {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  /** The record's timestamp, in milliseconds since the epoch. */
  readonly at: number;
  /** The purpose of a message written by these tests; null for messages of the product. */
  readonly planted: 'again' | 'poison' | null;
  /** When the replay that wrote it began; null: the relay wrote it. */
  readonly replayedAt: string | null;
}

export interface WarehouseState {
  readonly versions: ReadonlyArray<VersionOf & { readonly transactionId: string }>;
  readonly customers: ReadonlyArray<CustomerRow>;
  readonly population: ReadonlyArray<{
    readonly segment: string | null;
    readonly state: string;
    readonly customers: number;
  }>;
  readonly moves: ReadonlyArray<{
    readonly day: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly moves: number;
  }>;
  /** The changes of each campaign by the warehouse's count. */
  readonly campaigns: ReadonlyArray<{ readonly campaignId: string; readonly customers: number }>;
  /** The warehouse's count of arrived versions. */
  readonly arrived: number;
  /** `former`: its topic has been deleted since. */
  readonly deadLetters: ReadonlyArray<{
    readonly partition: number;
    readonly offset: number;
    readonly former: boolean;
  }>;
  /** The versions that a reconciliation has removed and kept. */
  readonly removed: ReadonlyArray<VersionOf & { readonly transactionId: string }>;
}
