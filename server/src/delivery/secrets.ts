// Encrypts what must not lie open in the database (AES-256-GCM), and makes the tokens of callback addresses. Several keys
// may be known while one replaces another: the newest encrypts, all decrypt. Where no key is set, one is made and kept.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SealedAccess } from '../storage/providers.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** 24 random-looking bytes: nobody guesses a callback's address. */
const TOKEN_BYTES = 24;

type Key = { readonly id: string; readonly cipher: Buffer; readonly token: Buffer };

export class SecretBox {
  readonly #keys: readonly [Key, ...Key[]];

  /** The newest first. */
  constructor(secretKeys: readonly [string, ...string[]]) {
    const [newest, ...older] = secretKeys;
    this.#keys = [keyOf(newest), ...older.map(keyOf)];
  }

  /** The id of the key that encrypts now: what carries another one is to be sealed anew. */
  get keyId(): string {
    return this.#keys[0].id;
  }

  /** `name` is bound to the text: sealed under one name it does not open under another. */
  seal(name: string, text: string): SealedAccess {
    const [key] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key.cipher, nonce).setAAD(Buffer.from(name, 'utf8'));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyId: key.id, nonce, sealed };
  }

  /** Null when its key is not known, or the bytes are not those that were sealed. */
  open(name: string, { keyId, nonce, sealed }: SealedAccess): string | null {
    const key = this.#keys.find(({ id }) => id === keyId);
    if (key === undefined || sealed.length < TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, key.cipher, nonce)
      .setAAD(Buffer.from(name, 'utf8'))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      // The tag does not fit: that is the answer asked for.
      return null;
    }
  }

  /** The unguessable part of a provider's callback address. */
  callbackToken(provider: string): string {
    return tokenOf(this.#keys[0], provider);
  }

  /** Tokens of older keys hold for as long as those keys are known. */
  isCallbackToken(provider: string, token: string): boolean {
    const given = Buffer.from(token, 'utf8');
    return this.#keys.some((key) => {
      const expected = Buffer.from(tokenOf(key, provider), 'utf8');
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }
}

function keyOf(secretKey: string): Key {
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', secretKey, '', purpose, bytes));
  return {
    id: derive('laurel key id', 6).toString('hex'),
    cipher: derive('laurel provider access', KEY_BYTES),
    token: derive('laurel callback token', KEY_BYTES),
  };
}

function tokenOf(key: Key, provider: string): string {
  return createHmac('sha256', key.token).update(provider).digest().subarray(0, TOKEN_BYTES).toString('base64url');
}

const KEY_FILE = 'secret-key';

/**
 * The keys to use: those of the setting (several, separated by commas, the newest first), else the one kept in the data
 * folder, made at the first call. Processes that start together agree on one.
 */
export function findSecretKeys(setting: string | null, dataDir: string): readonly [string, ...string[]] {
  const [first, ...others] = (setting ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  return first === undefined ? [keptKey(dataDir)] : [first, ...others];
}

function keptKey(dataDir: string): string {
  const file = path.join(dataDir, KEY_FILE);
  const found = readKept(file);
  if (found !== null) return found;
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link is there whole or not at all, and is refused where there is one.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const kept = readKept(file);
  if (kept === null) throw new Error(`The key in ${file} is empty: put it back from a backup, or remove the file.`);
  return kept;
}

function readKept(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? null : text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
