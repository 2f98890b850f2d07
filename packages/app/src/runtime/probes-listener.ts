import { type HttpServer, probePaths, type Probes, probesApi } from '@casm/adapter-http';
import type { Log } from '@casm/services';
import { defectsTo } from './defects.js';
import { listening } from './listening.js';

/** For a handful of balancers and scrapers. */
const probeLimits = { connections: 256 };

/** Serves /livez, /readyz and /metrics on a listener of their own. Throws a UserError if the port cannot be had. */
export const startProbes = (
  probes: Required<Probes>,
  { host, port }: { readonly host: string; readonly port: number },
  log: Log,
): Promise<HttpServer> => {
  const onDefect = defectsTo(log);
  return listening(
    probesApi({ ...probes, onDefect }),
    { host, port, limits: probeLimits, urgentPaths: probePaths, onDefect },
    'another CASM_OPERATIONS_PORT',
  );
};
