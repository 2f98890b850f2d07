/**
 * The request is not done, though no business rule is against it. A retry may help, except after StoreMisconfigured and
 * Unstorable.
 */
export type Failure = StoreFailure | Unstorable | Overloaded | CustomerBusy | OutcomeUnknown | PublicationBacklog;

/** The store cannot do what it was asked for, whatever that was. Nothing was changed. */
export type StoreFailure = StoreUnavailable | StoreMisconfigured;

/** A read that was not done. */
export type ReadFailure = StoreFailure | Overloaded;

/** The store cannot be used now. Nothing was changed; retry later. */
export interface StoreUnavailable {
  readonly _tag: 'StoreUnavailable';
  readonly detail: string;
}

/** More is asked for than can be done in time. Nothing was changed; retry later, with a backoff. */
export interface Overloaded {
  readonly _tag: 'Overloaded';
}

/**
 * The store is not as this release needs it: a schema, a table, a right or a whole database is missing, a password is
 * wrong, a pooler is in the way. Nothing was changed. A retry does not help: an operator has to mend it.
 */
export interface StoreMisconfigured {
  readonly _tag: 'StoreMisconfigured';
  readonly detail: string;
}

/** Others kept changing this customer until the request's deadline passed. Nothing was changed; retry. */
export interface CustomerBusy {
  readonly _tag: 'CustomerBusy';
}

/** The connection broke while committing: the change is in effect or it is not. The same requestId again tells which. */
export interface OutcomeUnknown {
  readonly _tag: 'OutcomeUnknown';
  readonly detail: string;
}

/** More is waiting to be published than is allowed to. Nothing was changed; retry when the streaming platform is back. */
export interface PublicationBacklog {
  readonly _tag: 'PublicationBacklog';
}

/** The streaming platform did not confirm; some messages may have arrived. Publish the same ones again, in order. */
export interface PublicationFailed {
  readonly _tag: 'PublicationFailed';
  readonly detail: string;
  /** The messages that were refused for what they are, or were sent together with one: try each of them alone. */
  readonly refused: ReadonlyArray<MessageName>;
}

/** Names one message: a transaction goes to a topic once. */
export interface MessageName {
  readonly transactionId: string;
  readonly topic: string;
}

/**
 * The store can never hold these values, however often it is tried; what else it was asked for is not at fault. Nothing was
 * changed.
 */
export interface Unstorable {
  readonly _tag: 'Unstorable';
  readonly detail: string;
}

export const storeUnavailable = (detail: string): StoreUnavailable => ({ _tag: 'StoreUnavailable', detail });
export const storeMisconfigured = (detail: string): StoreMisconfigured => ({ _tag: 'StoreMisconfigured', detail });
export const unstorable = (detail: string): Unstorable => ({ _tag: 'Unstorable', detail });
export const overloaded: Overloaded = { _tag: 'Overloaded' };
export const customerBusy: CustomerBusy = { _tag: 'CustomerBusy' };
export const publicationBacklog: PublicationBacklog = { _tag: 'PublicationBacklog' };
export const outcomeUnknown = (detail: string): OutcomeUnknown => ({ _tag: 'OutcomeUnknown', detail });
export const publicationFailed = (detail: string, refused: ReadonlyArray<MessageName> = []): PublicationFailed => ({
  _tag: 'PublicationFailed',
  detail,
  refused,
});
