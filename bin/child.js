// Preloaded into the program that bootstrap.js runs: each request to stop arrives exactly once.
// It does not stop anything itself: the program's own signal handlers do, and without any the default holds.
import { constants } from 'node:os';

const received = new Map();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    received.set(signal, (received.get(signal) ?? 0) + 1);
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  });
}

if (process.channel) {
  const relayed = new Map();
  process.on('message', (message) => {
    const signal = message?.stop;
    const count = relayed.get(signal) ?? 0;
    if (count >= (received.get(signal) ?? 0)) process.kill(process.pid, signal);
    relayed.set(signal, count + 1);
  });
  // The wrapper was killed the hard way: nobody is left who could stop this process later.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
