import type { ServerLimits } from '@casm/adapter-http';
import { limitSettings, listenerSettings, timeoutSettings } from './listener-settings.js';
import type { Read } from './read-settings.js';
import type { Setting } from './setting.js';

/** How the API listens. */
export interface HttpSettings {
  /** What the settings say of them; the others are as the adapter has them by default. */
  readonly limits: Partial<ServerLimits>;
  /** The origins whose pages may call the API. */
  readonly corsOrigins: ReadonlyArray<string>;
  /** The largest body that is taken; null: as the adapter has it by default. */
  readonly maxBodyBytes: number | null;
  /** The most exports in progress; null: as the adapter has it by default. */
  readonly mostExports: number | null;
  /** How long it is served on after a signal to stop, in milliseconds; null: what the command has by default. */
  readonly drainMs: number | null;
}

type Seconds = Setting<number, null>;

export const httpSettings = (read: Read): HttpSettings => {
  const milliseconds = (setting: Seconds): number | null => {
    const seconds = read(setting);
    return seconds === null ? null : seconds * 1000;
  };
  return {
    limits: { ...given(limitSettings, read), ...given(timeoutSettings, milliseconds) },
    corsOrigins: read(listenerSettings.corsOrigins) ?? [],
    maxBodyBytes: read(listenerSettings.maxBodyBytes),
    mostExports: read(listenerSettings.mostExports),
    drainMs: milliseconds(listenerSettings.drainMs),
  };
};

/** The values of those that are given. */
const given = <K extends string>(
  settings: Readonly<Record<K, Seconds>>,
  read: (setting: Seconds) => number | null,
): Partial<Record<K, number>> => {
  const values: Partial<Record<K, number>> = {};
  for (const name in settings) {
    const value = read(settings[name]);
    if (value !== null) values[name] = value;
  }
  return values;
};
