export { EmbeddedPostgresMissing } from './binaries.js';
export { type Cluster, FolderNotPassable, openCluster } from './cluster.js';
export { freePort } from './free-port.js';
export { processStart } from './process-start.js';
export { runningPort, serverCommand, startServer, stopServer } from './server.js';
