// What the programme says of a provider, also of one that it has dropped while messages still wait for it.
import { declared, type ProgrammeHistory } from '../domain/programme/programme.ts';
import type { ProviderDefinition } from '../domain/programme/schema-messages.ts';

/** A provider that the live programme no longer has is looked for in so many versions before it. */
const VERSIONS_BACK_MAX = 50;

/** As the live programme has it, else as the last version that had it. */
export function definitionOf(history: ProgrammeHistory, provider: string): ProviderDefinition | null {
  const newest = history.live.version;
  for (let version = newest; version > Math.max(0, newest - VERSIONS_BACK_MAX); version -= 1) {
    const programme = version === newest ? history.live : history.version(version);
    const definition = programme === null ? undefined : declared(programme.document.providers, provider);
    if (definition !== undefined) return definition;
  }
  return null;
}
