#!/usr/bin/env node
// npm start: installs what is missing and runs `laurel start`. It decides nothing else.
import { runOnNode26 } from './bootstrap.js';

runOnNode26('server/src/cli/main.ts', ['start', ...process.argv.slice(2)], { watchParent: true });
