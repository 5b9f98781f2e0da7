// Accounts, sources, tier systems, levels and events as clients name them, by GUID or plain name, in the programme's names.
// An unknown one is refused before anything is submitted.
import type { TierSystem } from '../../domain/programme/programme.ts';
import type { Call } from './call.ts';
import { translated } from './errors.ts';

export function accountNamed({ site: { guids }, programme }: Call, given: string): string {
  const name = guids.find('account', given, programme.accounts.keys());
  if (name === null) throw translated('unknown_account', { account: given });
  return name;
}

/** Where points go and come from when the client names no account. */
export function standardAccount({ programme }: Call): string {
  const [first] = programme.defaultAccounts;
  if (first === undefined) throw translated('no_default_account');
  return first;
}

export function sourceNamed({ site: { guids }, programme }: Call, given: string): string {
  const name = guids.find('source', given, Object.keys(programme.document.sources));
  if (name === null) throw translated('unknown_source', { source: given });
  return name;
}

export function systemNamed({ site: { guids }, programme }: Call, given: string): TierSystem {
  const name = guids.find('tier_system', given, programme.tierSystemByName.keys());
  const system = name === null ? undefined : programme.tierSystemByName.get(name);
  if (system === undefined) throw translated('unknown_tier_system', { system: given });
  return system;
}

/** Where points come from when the client names no source: the first that the account takes and no limit cuts. */
export function standardSource({ programme }: Call, account: string): string {
  const linked = Object.entries(programme.document.sources).filter(
    ([, source]) => source.accounts === undefined || source.accounts.includes(account),
  );
  const free = linked.find(([, source]) => source.limits.length === 0 && source.inventory === undefined);
  const [name] = free ?? linked[0] ?? [];
  if (name === undefined) throw translated('source_not_linked', { source: '', account });
  return name;
}

/** A level's GUID tells its system; a plain name needs the system, or is looked for in the primary one. */
export function levelNamed(call: Call, givenSystem: string | undefined, given: string) {
  const { programme } = call;
  const named = givenSystem === undefined ? null : systemNamed(call, givenSystem);
  const candidates = named === null ? programme.tierSystems : [named];
  for (const system of candidates) {
    const paths = system.levels.map((level) => `${system.name}/${level.name}`);
    const path = call.site.guids.find('tier_level', given, paths);
    if (path !== null) return { system: system.name, level: path.slice(system.name.length + 1) };
  }
  const home = named ?? programme.primarySystem;
  const level = home?.levels.find(({ name }) => name.toLowerCase() === given.trim().toLowerCase());
  if (home === null || level === undefined) {
    throw translated('unknown_tier_level', { system: home?.name ?? givenSystem ?? '', level: given });
  }
  return { system: home.name, level: level.name };
}

/** SessionM's look-ups are written in capitals: `WEB_LOGIN` is the event `web_login` where none has exactly that name. */
export function eventNamed({ programme }: Call, given: string): string {
  const { events } = programme.document;
  if (given in events) return given;
  const wanted = given.toLowerCase();
  const name = Object.keys(events).find((declared) => declared.toLowerCase() === wanted);
  if (name === undefined) throw translated('unknown_event', { event: given });
  return name;
}
