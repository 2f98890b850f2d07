import { compatible } from './compatible.js';
import { servers } from './servers.js';

compatible(servers.bundled);
