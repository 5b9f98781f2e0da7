// Where the command line begins: what was compiled before is not compiled again, then dispatch.ts finds the command.
// Nothing else may be imported here, or it would be loaded before the cache is there.
import { enableCompileCache } from 'node:module';
import path from 'node:path';

// Without a place to write to, everything works as before, half a second later.
enableCompileCache(path.resolve(import.meta.dirname, '../../../node_modules/.cache/laurel-compile'));

const { main } = await import('./dispatch.ts');
process.exitCode = await main(process.argv.slice(2));
