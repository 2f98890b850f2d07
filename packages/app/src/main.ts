#!/usr/bin/env node
import { runCommandLine } from './command-line.js';
import { endProcess } from './runtime/stop-in-time.js';

endProcess(await runCommandLine(process.argv));
