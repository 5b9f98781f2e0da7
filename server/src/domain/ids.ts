// Ids of what a decision makes. They derive from the fact's id and the position of the effect, so that deciding the same
// fact again gives the same ids. Fact ids themselves are made at admission, outside the domain.

/** A fact's id is a UUIDv7 whose last 16 bits are zero; they are room for the positions of its effects. */
export const EFFECTS_MAX = 0xffff;

export function effectId(factId: string, position: number): string {
  if (position < 1 || position > EFFECTS_MAX) throw new Error(`effect position out of range: ${position}`);
  return factId.slice(0, 32) + position.toString(16).padStart(4, '0');
}

export function factIdOf(effect: string): string {
  return `${effect.slice(0, 32)}0000`;
}

/** The smallest fact id that could have been made at an instant (milliseconds): a lower bound for reading by time. */
export function firstIdAt(at: number): string {
  const hex = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0').slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Partitions are ranges of customer ids: the high seven bits. */
export const PARTITIONS = 128;

export function partitionOf(customerId: string): number {
  return Number.parseInt(customerId.slice(0, 2), 16) >> 1;
}

/** Type under which the id of a system that was left is kept where it cannot be ours. */
export const LEGACY_TYPE = 'legacy';

const UNIFORM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[3458][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Whether a customer id (in lower case) is of the kind that fills partitions evenly: random, or made by hashing. Ids that
 * begin with a time (versions 1, 2, 6 and 7) and everything that is no UUID are aliases of another id, if they are anything.
 */
export function isUniformId(id: string): boolean {
  return UNIFORM_UUID.test(id);
}

/** A short, stable name for a text (FNV-1a, 52 bits): names metrics by their expression, never guards anything. */
export function shortHash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ low, 0x01000193) >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0').slice(0, 5);
}
