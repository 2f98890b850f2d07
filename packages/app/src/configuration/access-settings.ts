import { JwtIssuers } from '@casm/access';
import type { ClientLimits } from '@casm/adapter-http';
import { decode, oneOf } from '@casm/core/codecs';
import { json, text, tokens, wholeNumber } from './kinds.js';
import { maskTokens } from './mask.js';
import type { Read } from './read-settings.js';
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
  apiKeys: setting<'on' | 'off', 'off'>({
    name: 'CASM_API_KEYS',
    meaning: 'whether API keys are taken, which `casm api-key` makes: [how to](../how-to/let-clients-in.md#api-keys)',
    kind: text(oneOf('on', 'off'), '`on` or `off`'),
    byDefault: 'off',
  }),
  tokens: setting({
    name: 'CASM_API_TOKENS',
    meaning: 'clients and their bearer tokens; the client is the initiator of what it changes, and may do everything',
    kind: tokens,
    byDefault: null,
    defaultInWords: '`casm dev`: client `crm` with the token in `.casm/token`',
    mask: maskTokens,
  }),
  clientRate: setting({
    name: 'CASM_CLIENT_RATE',
    meaning: 'how many requests a second each client may send to this process; beyond it 429 too-many-requests',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: 'any number',
  }),
  clientBurst: setting({
    name: 'CASM_CLIENT_BURST',
    meaning: 'how many requests each client may send at once after a pause, with `CASM_CLIENT_RATE`',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: 'a tenth of `CASM_CLIENT_RATE`, but at least 10, or the rate if that is below 10',
  }),
  clientConcurrency: setting({
    name: 'CASM_CLIENT_CONCURRENCY',
    meaning: 'how many requests each client may have in progress in this process; beyond it 429 too-many-requests',
    kind: wholeNumber(1),
    byDefault: null,
    defaultInWords: 'any number',
  }),
  clientRefusalDelayMs: setting({
    name: 'CASM_CLIENT_REFUSAL_DELAY_MS',
    meaning:
      'how long an answer 429 is delayed at most if the client sends again at once on the same connection, in milliseconds; 0: never',
    kind: wholeNumber(0, 10_000),
    byDefault: 1000,
  }),
  auth: setting<'required' | 'none', 'required'>({
    name: 'CASM_AUTH',
    meaning:
      '`none`: everybody may do everything, as the client `anonymous`; `casm serve` then listens on this machine only, and takes no other setting of this chapter',
    kind: text(oneOf('required', 'none'), '`required` or `none`'),
    byDefault: 'required',
  }),
};

/** What each client may take of this process. */
export const clientLimits = (read: Read): ClientLimits => {
  const ratePerSecond = read(accessSettings.clientRate);
  const burst = read(accessSettings.clientBurst);
  const concurrency = read(accessSettings.clientConcurrency);
  return {
    ...(ratePerSecond === null ? {} : { ratePerSecond }),
    ...(burst === null ? {} : { burst }),
    ...(concurrency === null ? {} : { concurrency }),
    refusalDelayMs: read(accessSettings.clientRefusalDelayMs),
  };
};
