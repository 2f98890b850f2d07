export type { Authenticate, Authentication, TokenHolder, TokenRefusal } from './authenticate.js';
export { JwtIssuer, JwtIssuers } from './jwt-issuer.js';
export { isJwt, jwtTokens } from './jwt-tokens.js';
export type { JwtTokensOptions } from './jwt-tokens.js';
export { staticTokens } from './static-tokens.js';
