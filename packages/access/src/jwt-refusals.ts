import { errors } from 'jose';
import { invalidToken, type TokenRefusal } from './authenticate.js';

export const malformed: TokenRefusal = invalidToken('The token is not a well-formed JWT.', 'malformed');

/** Why a token is not valid, for whoever sent it: in words of our own, so that nothing of the token is in it. */
export const refusalOf = (error: errors.JOSEError): TokenRefusal => {
  if (error instanceof errors.JWTExpired) return invalidToken('The token has expired.', 'expired');
  if (error instanceof errors.JWTClaimValidationFailed) return refusalOfClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalidToken('The token is signed by an algorithm that is not allowed here.', 'algorithm');
  if (error instanceof errors.JWKSNoMatchingKey)
    return invalidToken('The token is signed with a key that its issuer does not publish.', 'unknown-key');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return invalidToken('The signature of the token is not valid.', 'signature');
  return malformed;
};

const refusalOfClaim = ({ claim, reason }: errors.JWTClaimValidationFailed): TokenRefusal => {
  if (claim === 'nbf' && reason === 'check_failed') return invalidToken('The token is not valid yet.', 'not-yet-valid');
  if (claim === 'aud' && reason === 'check_failed')
    return invalidToken('The token is meant for another audience.', 'audience');
  if (claim === 'exp' && reason === 'missing') return invalidToken('The token has no expiry (exp).', 'malformed');
  if (claim === 'aud' && reason === 'missing') return invalidToken('The token has no audience (aud).', 'audience');
  return invalidToken('A claim of the token is not as it must be.', 'malformed');
};
