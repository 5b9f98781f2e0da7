#!/usr/bin/env node
// The command line: hands its arguments to server/src/cli/main.ts unread.
import { runOnNode26 } from './bootstrap.js';

runOnNode26('server/src/cli/main.ts', process.argv.slice(2));
