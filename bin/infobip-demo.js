#!/usr/bin/env node
// npm run infobip-demo: installs what is missing and runs Infobip's stand-in. It decides nothing else.
import { runOnNode26 } from './bootstrap.js';

runOnNode26('stand-ins/infobip/demo.ts', process.argv.slice(2), { watchParent: true });
