// laurel serve: one process of the server, for those who supervise processes themselves. It migrates nothing.
import { ROLES, type Role, serve as startServer } from '../main.ts';
import { type Command, parseOptions, settings, usageError } from './command.ts';
import { untilAborted, watchSignals } from './signals.ts';

/** What the supervisor of `laurel start` is told over IPC. */
export type ReadyMessage = { readonly ready: { readonly url: string | null } };

export const serve: Command = {
  usage: 'serve [--role http|jobs|all]',
  summary: 'Serve in this process: the API, the jobs, or both (all, the default).',
  details: ['', 'Logs JSON lines. SIGTERM drains; a second one hurries. Run `laurel migrate` before a new version.'],
  async run(args) {
    const { values } = parseOptions(this, args, { role: { type: 'string', default: 'all' } });
    const role = ROLES.find((known) => known === values.role);
    if (role === undefined) throw usageError(this);
    return serveUntilStopped(role);
  },
};

async function serveUntilStopped(role: Role): Promise<number> {
  const stopping = watchSignals();
  try {
    const server = await startServer(settings(), role);
    const message: ReadyMessage = { ready: { url: server.url } };
    process.send?.(message);
    await untilAborted(stopping.asked);
    await server.stop(stopping.hurry);
    return 0;
  } finally {
    stopping.release();
  }
}
