import { accessSettings } from './access-settings.js';
import { changeSettings } from './change-settings.js';
import { databaseSettings } from './database-settings.js';
import { kafkaSecuritySettings } from './kafka-security-settings.js';
import { kafkaSettings } from './kafka-settings.js';
import { filePath } from './kinds.js';
import { operationsSettings } from './operations-settings.js';
import { limitSettings, listenerSettings, timeoutSettings } from './listener-settings.js';
import { type AnySetting, setting } from './setting.js';

/** A module of the installation, which is loaded before the other settings are read. */
export const extensionsSetting = setting({
  name: 'CASM_EXTENSIONS',
  meaning: 'a module with further operations and business rules: [how to](../how-to/add-an-operation-from-outside.md)',
  kind: filePath,
  byDefault: null,
});

/** All settings, by what they are about. */
export const declaredSettings: Readonly<Record<string, ReadonlyArray<AnySetting>>> = {
  Databases: Object.values(databaseSettings),
  Kafka: [...Object.values(kafkaSettings), ...kafkaSecuritySettings],
  'Who may come in': Object.values(accessSettings),
  Changes: [...Object.values(changeSettings), extensionsSetting],
  'What an operator sees': Object.values(operationsSettings),
  'The listener': [
    ...Object.values(limitSettings),
    ...Object.values(timeoutSettings),
    ...Object.values(listenerSettings),
  ],
};
