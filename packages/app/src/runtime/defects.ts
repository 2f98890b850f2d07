import type { OnDefect } from '@casm/adapter-http';
import type { Log } from '@casm/services';

/** Each id that a caller was told is in the log, also where many requests meet one defect; its stack is told once in a while. */
export const defectsTo =
  (log: Log): OnDefect =>
  (defect, id) => {
    const cause = String(defect);
    if (id !== undefined) log.info('a request met a defect', { id, cause });
    log.warn('a defect', { cause, ...(defect instanceof Error ? { stack: defect.stack } : {}) });
  };
