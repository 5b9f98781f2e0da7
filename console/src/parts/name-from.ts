// Names that stand in the programme and in addresses, made out of titles, which are for people.

const LENGTH_MAX = 60;

/** `VIPs in Bonn` becomes `vips_in_bonn`, or with dashes; empty where nothing of the title can stand in a name. */
export function nameFrom(title: string, separator: '-' | '_'): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, separator);
  return plain.replaceAll(/^[^a-z]+|[-_]+$/g, '').slice(0, LENGTH_MAX);
}
