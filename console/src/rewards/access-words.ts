// Who a store or one of its items is for, in words.
type Access = {
  readonly audience: string | null;
  readonly tiers: { readonly system: string; readonly levels: readonly string[] } | null;
};

export function accessText({ audience, tiers }: Access): string {
  const parts = [
    ...(tiers === null ? [] : [`${tiers.levels.join(', ')} of ${tiers.system}`]),
    ...(audience === null ? [] : [audience]),
  ];
  return parts.length === 0 ? 'all members' : `limited: ${parts.join('; ')}`;
}
