// One entry of the programme written or taken out, as /v1 answers it.
import { type Entry, publishEntry as publish } from '../../jobs/publish-entry.ts';
import type { AdapterDeps } from '../deps.ts';
import { appliedJson, refusedProgramme } from './programme.ts';

export async function publishEntry(deps: AdapterDeps, entry: Entry) {
  const published = await publish(deps, entry);
  if (published.kind === 'refused') throw refusedProgramme(published);
  return appliedJson(published);
}
