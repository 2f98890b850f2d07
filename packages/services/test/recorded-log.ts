import type { Log } from '../src/log.js';

/** A log that records its lines: level, message and facts. */
export const recordedLog = (): { readonly log: Log; readonly lines: ReadonlyArray<string> } => {
  const lines: Array<string> = [];
  const at =
    (level: string): Log['info'] =>
    (message, facts = {}) =>
      void lines.push(`${level} ${message} ${JSON.stringify(facts)}`);
  return { log: { info: at('info'), warn: at('warn') }, lines };
};
