/**
 * An infrastructure failure: the request was not carried out, although no business rule refuses it. A retry may help, except after
 * StoreMisconfigured and Unstorable.
 */
export type Failure = StoreFailure | Unstorable | Overloaded | CustomerBusy | OutcomeUnknown | PublicationBacklog;

/** A failure of the store that does not depend on the request. Nothing was changed. */
export type StoreFailure = StoreUnavailable | StoreMisconfigured;

/** The failure of a read. */
export type ReadFailure = StoreFailure | Overloaded;

/** The store cannot be used now. Nothing was changed; retry later. */
export interface StoreUnavailable {
  readonly _tag: 'StoreUnavailable';
  readonly detail: string;
}

/** The queue is too long for the request to be served in time. Nothing was changed; retry later, with a backoff. */
export interface Overloaded {
  readonly _tag: 'Overloaded';
}

/**
 * The store is not set up as this release requires: a schema, table, privilege or database is missing, a password is wrong, or a
 * connection pooler is in an unsupported mode. Nothing was changed. A retry does not help; an operator has to correct the setup.
 */
export interface StoreMisconfigured {
  readonly _tag: 'StoreMisconfigured';
  /** For the log: it may quote the store, with names of its users and addresses. */
  readonly detail: string;
  /** What the release requires and does not find, in words of the adapter, which anybody may read: names of schemas, rights and the user of this process at most. Absent: only `detail` says it. */
  readonly unmet?: ReadonlyArray<string>;
}

/** Concurrent changes of this customer lasted until the request's deadline. Nothing was changed; retry. */
export interface CustomerBusy {
  readonly _tag: 'CustomerBusy';
}

/**
 * The connection broke, or the deadline of the request passed, during the commit, so the outcome is unknown. A retry with the same requestId
 * reports it.
 */
export interface OutcomeUnknown {
  readonly _tag: 'OutcomeUnknown';
  readonly detail: string;
}

/** The outbox has reached its limit. Nothing was changed; retry when the streaming platform is available again. */
export interface PublicationBacklog {
  readonly _tag: 'PublicationBacklog';
}

/** The streaming platform did not confirm all messages; some may have arrived. Publish the same messages again, in order. */
export interface PublicationFailed {
  readonly _tag: 'PublicationFailed';
  readonly detail: string;
  /** The messages that were refused for their content, and those sent in one batch with them. Publish each separately. */
  readonly refused: ReadonlyArray<MessageName>;
}

/** The identity of a message. A transaction goes to a topic once. */
export interface MessageName {
  readonly transactionId: string;
  readonly topic: string;
}

/**
 * The store cannot hold these values. Nothing was changed. A retry does not help; other requests of the same batch are not
 * affected.
 */
export interface Unstorable {
  readonly _tag: 'Unstorable';
  readonly detail: string;
}

/** Returns a StoreUnavailable with this cause. */
export const storeUnavailable = (detail: string): StoreUnavailable => ({ _tag: 'StoreUnavailable', detail });
/** Returns a StoreMisconfigured that says what to correct. Pass as `unmet` no text of the store: `GET /readyz` publishes it. */
export const storeMisconfigured = (detail: string, unmet?: ReadonlyArray<string>): StoreMisconfigured => ({
  _tag: 'StoreMisconfigured',
  detail,
  ...(unmet === undefined ? {} : { unmet }),
});
/** Returns an Unstorable with this cause. */
export const unstorable = (detail: string): Unstorable => ({ _tag: 'Unstorable', detail });
/** The failure Overloaded. */
export const overloaded: Overloaded = { _tag: 'Overloaded' };
/** The failure CustomerBusy. */
export const customerBusy: CustomerBusy = { _tag: 'CustomerBusy' };
/** The failure PublicationBacklog. */
export const publicationBacklog: PublicationBacklog = { _tag: 'PublicationBacklog' };
/** Returns an OutcomeUnknown with this cause. */
export const outcomeUnknown = (detail: string): OutcomeUnknown => ({ _tag: 'OutcomeUnknown', detail });
/** Returns a PublicationFailed with this cause and the refused messages. */
export const publicationFailed = (detail: string, refused: ReadonlyArray<MessageName> = []): PublicationFailed => ({
  _tag: 'PublicationFailed',
  detail,
  refused,
});
