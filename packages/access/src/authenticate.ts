/** The holder of a valid token. */
export interface TokenHolder {
  readonly client: string;
  /** The user that the client acts for, if the token names one. */
  readonly onBehalfOf?: string;
  /** The granted scopes; all scopes if omitted. */
  readonly scopes?: ReadonlyArray<string>;
}

/** The fault of a token that can be read. */
export type TokenFault =
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer'
  | 'algorithm'
  | 'unknown-key'
  | 'foreign-key'
  | 'signature'
  | 'malformed'
  | 'revoked';

/** The refusal of a token. */
export type TokenRefusal =
  /** The token is invalid. The detail gives the reason to the caller and never contains the token. Without a fault it is unknown. */
  | { readonly refused: 'invalid-token'; readonly detail: string; readonly fault?: TokenFault }
  /** The token cannot be verified now; retry later. */
  | { readonly refused: 'unavailable' };

/** The holder of a token, a refusal, or null if the token is of another kind. */
export type Authentication = TokenHolder | TokenRefusal | null;
/** Authenticates a bearer token. An invalid token is a refusal; the promise rejects only with a defect. */
export type Authenticate = (token: string) => Authentication | Promise<Authentication>;

export const invalidToken = (detail: string, fault?: TokenFault): TokenRefusal => ({
  refused: 'invalid-token',
  detail,
  ...(fault === undefined ? {} : { fault }),
});
export const unavailable: TokenRefusal = { refused: 'unavailable' };
