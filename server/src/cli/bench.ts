// laurel bench: hands its arguments to bench/main.ts, which starts and measures servers of its own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../config.ts';
import { type Command, CommandError } from './command.ts';

export const bench: Command = {
  usage: 'bench [OPTIONS]',
  summary: 'Measure throughput and latency against the figures to reach, on databases of its own.',
  async run(args) {
    const script = path.join(ROOT, 'bench', 'main.ts');
    if (!existsSync(script)) throw new CommandError(`${script} is missing.`);
    const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
    // The terminal's Ctrl-C reaches both; this process waits for the other to clean up.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  },
};
