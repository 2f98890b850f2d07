import { type LogLevel, logLevels } from '../runtime/log.js';
import { word, wholeNumber, text } from './kinds.js';
import { label } from '@casm/core/codecs';
import { setting } from './setting.js';

const ordinary: LogLevel = 'info';

/** What an operator sees of each process. */
export const operationsSettings = {
  logLevel: setting({
    name: 'CASM_LOG_LEVEL',
    meaning: 'what is written to the log: `debug` adds a line for each request',
    kind: word(...logLevels),
    byDefault: ordinary,
  }),
  operationsPort: setting({
    name: 'CASM_OPERATIONS_PORT',
    meaning:
      'a port for `/livez`, `/readyz` and `/metrics`. `casm serve` has them on the API’s port where it is not set; `casm relay` and `casm dwh` have none then',
    kind: wholeNumber(0, 65_535),
    byDefault: null,
  }),
  operationsHost: setting({
    name: 'CASM_OPERATIONS_HOST',
    meaning: 'the address that this port listens on',
    kind: text(label(1, 255), 'address'),
    byDefault: null,
    defaultInWords: '`casm serve`: that of `--host`; otherwise `127.0.0.1`',
  }),
};
