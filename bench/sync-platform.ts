// The platform of the bench of the sync, in a process of its own: the stand-in of Infobip at the limits that Infobip documents.
// It is told nothing, says where it listens, and tells what was asked of it.
import { startInfobip } from '../stand-ins/infobip/server.ts';

export type PlatformReport = {
  readonly url: string;
  readonly people: number;
  readonly events: number;
  readonly requests: { readonly [operation: string]: number };
  readonly tooMany: number;
  readonly violations: number;
};

process.once('disconnect', () => process.exit());

const infobip = await startInfobip({ key: process.argv[2] ?? '', keepsEvents: false });
tell();
process.on('message', tell);

function tell(): void {
  const { state, url, violations } = infobip;
  const tooMany = [...state.answers].reduce((sum, [name, count]) => sum + (name.endsWith('429') ? count : 0), 0);
  const report: PlatformReport = {
    url,
    people: state.persons.size,
    events: state.events.size,
    requests: Object.fromEntries(state.requests),
    tooMany,
    violations: violations.length,
  };
  process.send?.(report);
}
