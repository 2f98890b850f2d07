import type { Log } from '@casm/services';
import { environment } from '../../environment.js';
import { version } from '../../version.js';
import { exportersWanted } from './exporters-wanted.js';
import { noTracing, type Tracing } from './tracing.js';

/**
 * Traces by the environment variables of OpenTelemetry. Where they ask for none, nothing of OpenTelemetry is loaded. `service` is the
 * name of the service where they name none. Throws a UserError.
 */
export const openTracing = async (service: string, log: Log): Promise<Tracing> => {
  const exporters = exportersWanted(environment);
  if (exporters.length === 0) return noTracing;
  const { startSdk } = await import('./open-telemetry-sdk.js');
  return startSdk({ service, version: version(), exporters, log });
};
