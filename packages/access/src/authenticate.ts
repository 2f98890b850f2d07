/** Whose a token is. */
export interface TokenHolder {
  readonly client: string;
  /** The user that the client acts for, where the token names one. */
  readonly onBehalfOf?: string;
  /** What the holder may do; left out: everything. */
  readonly scopes?: ReadonlyArray<string>;
}

/** Why a token lets nobody in. */
export type TokenRefusal =
  /** The token is not valid. The detail says why, may be told to whoever sent it, and never repeats the token. */
  | { readonly refused: 'invalid-token'; readonly detail: string }
  /** Nobody can tell now; the same token may be let in later. */
  | { readonly refused: 'unavailable' };

/** The holder of a token, a refusal, or null: nothing is known of the token. It rejects only with a defect. */
export type Authentication = TokenHolder | TokenRefusal | null;
export type Authenticate = (token: string) => Authentication | Promise<Authentication>;

export const invalidToken = (detail: string): TokenRefusal => ({ refused: 'invalid-token', detail });
export const unavailable: TokenRefusal = { refused: 'unavailable' };
