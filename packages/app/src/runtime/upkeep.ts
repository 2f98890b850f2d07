import type { ReplicaTrouble, Trouble } from '@casm/adapter-postgres';
import { type Log, type Service, startUpkeep } from '@casm/services';
import type { ApiSettings } from '../settings.js';
import type { ApiParts } from './parts.js';

/** What a serving process does beside serving: the store's upkeep, and saying why changes fail. */
export const startApiUpkeep = (
  { store, ceiling, useCases: plans, events }: ApiParts,
  { requestIdHours, campaignDays }: Pick<ApiSettings, 'requestIdHours' | 'campaignDays'>,
  log: Log,
): Service => {
  const upkeep = startUpkeep({
    store,
    requestIdHours,
    campaignDays,
    ceiling,
    plans,
    log,
    onSwept: (step) => void events.emit('swept', step),
  });
  const warn = ({ phase, cause, detail, changes }: Trouble): void =>
    log.warn(`changes fail at their ${phase} (${cause})`, { detail, changes });
  const warnOfReplica = ({ fault, detail }: ReplicaTrouble): void =>
    log.warn('the replica serves no reads', { fault, cause: detail });
  events.on('trouble', warn).on('replica', warnOfReplica);
  return {
    stop: async () => {
      await upkeep.stop();
      events.off('trouble', warn).off('replica', warnOfReplica);
    },
  };
};
