import { errors } from 'jose';

export const malformed = 'The token is not a well-formed JWT.';

/** Why a token is not valid, for whoever sent it: in words of our own, so that nothing of the token is in it. */
export const detailOf = (error: errors.JOSEError): string => {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return claimDetail(error);
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is signed by an algorithm that is not allowed here.';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed with a key that its issuer does not publish.';
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return 'The token does not say which key of its issuer it is signed with (kid).';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is not valid.';
  return malformed;
};

const claimDetail = ({ claim, reason }: errors.JWTClaimValidationFailed): string => {
  if (claim === 'nbf' && reason === 'check_failed') return 'The token is not valid yet.';
  if (claim === 'aud' && reason === 'check_failed') return 'The token is meant for another audience.';
  if (claim === 'exp' && reason === 'missing') return 'The token has no expiry (exp).';
  if (claim === 'aud' && reason === 'missing') return 'The token has no audience (aud).';
  return 'A claim of the token is not as it must be.';
};
