// The external systems that the programme declares, read out of its document, whose shape the contract leaves open.

export type ExternalSystem = { readonly system: string; readonly title: string };

export function systemsOf(document: Readonly<Record<string, unknown>> | undefined): readonly ExternalSystem[] {
  const declared = document?.external_systems;
  if (typeof declared !== 'object' || declared === null) return [];
  return Object.entries(declared).map(([system, definition]: [string, unknown]) => ({
    system,
    title: titleOf(definition) ?? system,
  }));
}

function titleOf(definition: unknown): string | null {
  if (typeof definition !== 'object' || definition === null || !('title' in definition)) return null;
  return typeof definition.title === 'string' ? definition.title : null;
}
