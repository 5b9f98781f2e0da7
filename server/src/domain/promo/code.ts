// Promo codes as texts: how they are compared, how generated ones are made of random bytes, and how they are shown.

/** No look-alikes (0 O, 1 I L), and no vowels or U, so that no code spells a word. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
/** 28 letters to the 15th: 72 bits that nobody guesses. */
export const RANDOM_LETTERS = 15;
const GROUP = 5;
/** Bytes from here on would make the first letters more likely. */
const FAIR_BYTES = Math.floor(256 / ALPHABET.length) * ALPHABET.length;

/** Prefixes as they may be given: what normalising leaves as it is. */
export const PREFIX = /^[A-Z0-9]{0,12}$/;

/** Case, blanks and dashes make no difference. */
export function normalCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash_Punctuation}]/gu, '');
}

/** As many codes as the bytes are enough for; bytes that would make some letters likelier than others are left out. */
export function codesFrom(prefix: string, bytes: Uint8Array): readonly string[] {
  const codes: string[] = [];
  let code = prefix;
  const length = prefix.length + RANDOM_LETTERS;
  for (const byte of bytes) {
    if (byte >= FAIR_BYTES) continue;
    code += ALPHABET.charAt(byte % ALPHABET.length);
    if (code.length < length) continue;
    codes.push(code);
    code = prefix;
  }
  return codes;
}

/** Uploaded codes as they were written; generated ones in groups, the prefix first. */
export function shownCode(code: string, written: string | null): string {
  if (written !== null) return written;
  const prefix = code.slice(0, -RANDOM_LETTERS);
  const letters = code.slice(-RANDOM_LETTERS);
  const groups = [prefix];
  for (let at = 0; at < letters.length; at += GROUP) groups.push(letters.slice(at, at + GROUP));
  return groups.filter((group) => group !== '').join('-');
}
