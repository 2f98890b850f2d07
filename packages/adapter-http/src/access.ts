import type { Scope } from '@casm/core';

/** Why a request is taken for nobody's. */
export type LoginFailure = 'no-token' | 'unknown-token' | 'invalid-token';

/** What an embedder's own access control is asked about. */
export interface AccessRequest {
  /** The name of the operation, such as `updateCustomerSegment` or `readEffectiveSegment`. */
  readonly operation: string;
  /** The scope that the operation needs. */
  readonly scope: Scope;
  /** The value of a header; empty where the request has none. */
  readonly header: (name: string) => string;
  /** What middleware of the embedder's left at `ctx.state`: a session, a verified certificate. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Who sent a request. */
export interface Caller {
  readonly client: string;
  /** The user that the client acts for; told with what it changes. */
  readonly onBehalfOf?: string;
  /** What it may do; left out: everything. A request whose scope is not among them is answered 403. */
  readonly scopes?: ReadonlyArray<string>;
}

/** Why a request is not done. */
export type Refusal =
  /** 401: nobody is known to have sent it. The challenge is the value of WWW-Authenticate, by default `Bearer`. */
  | { readonly refused: 'unauthenticated'; readonly challenge?: string }
  /** 401: it has a bearer token, which is not valid. The detail says why, is told to the caller, and must not repeat the token. */
  | { readonly refused: 'invalid-token'; readonly detail: string }
  /** 403: the client has no right to the operation. */
  | { readonly refused: 'forbidden' }
  /** 503: nobody can tell now who sent it. */
  | { readonly refused: 'unavailable' };

/** The client that sent the request, or a refusal. */
export type Access = Caller | Refusal;

/** Exactly one of `authenticate` and `access`. */
export interface AccessOptions {
  /**
   * Whose bearer token this is. A name alone: the client may do everything; null: the token is nobody's. What is no well-formed name
   * of a client lets nobody in.
   */
  readonly authenticate?: (token: string) => string | Access | null | Promise<string | Access | null>;
  /**
   * Who may do what, decided by the embedder before the body is read. It fails closed: what it throws is a 503, and an answer that is no
   * Access lets nobody in.
   */
  readonly access?: (request: AccessRequest) => Access | Promise<Access>;
  /** Hears of each request that is answered 401 for its bearer token or the want of one. Must not throw. */
  readonly onLoginFailure?: (failure: LoginFailure, detail: string) => void;
}
