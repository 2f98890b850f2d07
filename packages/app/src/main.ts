#!/usr/bin/env node
import { runCommandLine } from './command-line.js';

process.exit(await runCommandLine(process.argv));
