import type { Scope } from '@casm/core';
import type { TokenFault } from './problem-types.js';

/** Why a request has no known sender. */
export type LoginFailure = 'no-token' | 'unknown-token' | 'invalid-token';

/** The request that an embedder's access control decides on. */
export interface AccessRequest {
  /** The name of the operation, such as `updateCustomerSegment` or `readEffectiveSegment`. */
  readonly operation: string;
  /** The scope that the operation needs. */
  readonly scope: Scope;
  /** The value of a header; empty if the request does not have it. */
  readonly header: (name: string) => string;
  /** `ctx.state` as set by the embedder's middleware, for example a session or a verified certificate. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** The sender of a request. */
export interface Caller {
  readonly client: string;
  /** The user that the client acts for; part of every change that it makes. */
  readonly onBehalfOf?: string;
  /** The granted scopes; all scopes if omitted. A request that needs another scope is answered 403. */
  readonly scopes?: ReadonlyArray<string>;
}

/** Why a request is refused. */
export type Refusal =
  /** 401: the sender is unknown. The challenge is the value of WWW-Authenticate, by default `Bearer`. */
  | { readonly refused: 'unauthenticated'; readonly challenge?: string }
  /**
   * 401: the bearer token is not valid. The detail gives the reason to the caller and must not repeat the token. With a fault the
   * problem is `token-<fault>`, else `unauthorized`.
   */
  | { readonly refused: 'invalid-token'; readonly detail: string; readonly fault?: TokenFault }
  /** 403: the client has no right to the operation. The detail gives another reason to the caller. */
  | { readonly refused: 'forbidden'; readonly detail?: string }
  /** 503: the sender cannot be determined now. */
  | { readonly refused: 'unavailable' };

/** The client that sent the request, or a refusal. */
export type Access = Caller | Refusal;

/** Access control. Exactly one of `authenticate` and `access` must be given. */
export interface AccessOptions {
  /**
   * Returns the sender of a bearer token. A string is a client with all scopes; null: the token is unknown. An invalid
   * client name is refused with 401.
   */
  readonly authenticate?: (token: string) => string | Access | null | Promise<string | Access | null>;
  /**
   * Decides on each request before the body is read. It fails closed: an exception is answered 503, and a value that is
   * not an Access 401.
   */
  readonly access?: (request: AccessRequest) => Access | Promise<Access>;
  /** Called for each request that is answered 401 because of a missing or invalid bearer token. Must not throw. */
  readonly onLoginFailure?: (failure: LoginFailure, detail: string) => void;
}
