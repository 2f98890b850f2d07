import { JwtIssuers } from '@casm/access';
import { decode } from '@casm/core/codecs';
import { json, tokens } from './kinds.js';
import { maskTokens } from './mask.js';
import { setting } from './setting.js';

/** Who may come in. */
export const accessSettings = {
  jwtIssuers: setting({
    name: 'CASM_JWT_ISSUERS',
    meaning:
      'the OAuth 2 servers whose access tokens are taken: [how to](../how-to/let-clients-in.md#access-tokens-of-an-oauth-2-server)',
    kind: json(decode(JwtIssuers), 'JSON', JwtIssuers.schema),
    byDefault: null,
  }),
  tokens: setting({
    name: 'CASM_API_TOKENS',
    meaning: 'clients and their bearer tokens; the client is the initiator of what it changes, and may do everything',
    kind: tokens,
    byDefault: null,
    defaultInWords: '`casm dev`: client `crm` with the token in `.casm/token`',
    mask: maskTokens,
  }),
};
