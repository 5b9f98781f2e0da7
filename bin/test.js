#!/usr/bin/env node
// npm test: runs every test file, or those named, on a throw-away PostgreSQL. The runner itself is TypeScript.
import { runOnNode26 } from './bootstrap.js';

runOnNode26('server/test/support/run-tests.ts', process.argv.slice(2));
