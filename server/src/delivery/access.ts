// Where each provider is reached and with which secrets: from the settings, else from the encrypted store. Nothing of it is
// logged or given to anybody but connectors.
import type pg from 'pg';
import { z } from 'zod';
import type { Access } from '../connectors/connector.ts';
import type { Instant } from '../domain/time.ts';
import { deleteSealed, readSealed, replaceSealed, writeSealed } from '../storage/providers.ts';
import type { SecretBox } from './secrets.ts';

/** By the provider's name as settings spell it: `messaging` is MESSAGING, `post-mark` is POST_MARK. */
export type ProviderSettingsByName = { readonly [settingName: string]: Access };

const NO_ACCESS: Access = { url: null, key: null, secrets: [] };

export function settingNameOf(provider: string): string {
  return provider.toUpperCase().replaceAll('-', '_');
}

const accessSchema = z.object({
  url: z.string().nullable(),
  key: z.string().nullable(),
  secrets: z.array(z.string()),
});

type AccessSource = 'settings' | 'store';

/** What is known of a provider's access without telling any of it: which parts are set, and where. */
export type AccessSummary = {
  readonly url: AccessSource | null;
  readonly key: AccessSource | null;
  readonly secrets: AccessSource | null;
  readonly secretCount: number;
  /** Of what is stored. */
  readonly updatedAt: Instant | null;
  readonly updatedBy: string | null;
  /** False: stored under a key that is not known here, or altered. */
  readonly isReadable: boolean;
};

type Stored = {
  readonly access: Access | null;
  readonly nonce: Buffer;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
};
type Writer = { readonly at: Instant; readonly by: string };

/** Whoever changes access is a person or their script: that several do so at once is rare. */
const CHANGE_TURNS = 5;

export class AccessBook {
  readonly #pool: Pick<pg.Pool, 'query'>;
  readonly #box: SecretBox;
  readonly #settings: ProviderSettingsByName;
  #stored: ReadonlyMap<string, Stored> = new Map();

  constructor(pool: Pick<pg.Pool, 'query'>, box: SecretBox, settings: ProviderSettingsByName) {
    this.#pool = pool;
    this.#box = box;
    this.#settings = settings;
  }

  /** Reads the store again; who sends does so every few seconds. */
  async refresh(): Promise<void> {
    const rows = await readSealed(this.#pool);
    this.#stored = new Map(
      rows.map((row) => [
        row.provider,
        {
          access: this.#open(row.provider, row),
          nonce: row.nonce,
          updatedAt: row.updatedAt,
          updatedBy: row.updatedBy,
        },
      ]),
    );
  }

  #open(provider: string, sealed: Parameters<SecretBox['open']>[1]): Access | null {
    const text = this.#box.open(provider, sealed);
    return text === null ? null : accessSchema.parse(JSON.parse(text));
  }

  /** Settings go before the store, part by part. */
  of(provider: string): Access {
    const settings = this.#fromSettings(provider) ?? NO_ACCESS;
    const stored = this.#stored.get(provider)?.access ?? NO_ACCESS;
    return {
      url: settings.url ?? stored.url,
      key: settings.key ?? stored.key,
      secrets: settings.secrets.length > 0 ? settings.secrets : stored.secrets,
    };
  }

  #fromSettings(provider: string): Access | null {
    const name = settingNameOf(provider);
    return Object.hasOwn(this.#settings, name) ? (this.#settings[name] ?? null) : null;
  }

  /**
   * Stores what `change` makes of what is stored now, also when others change it at the same time; null makes nothing.
   * `unreadable`: what is stored cannot be read, and would be lost.
   */
  async change(
    provider: string,
    change: (stored: Access) => Access | null,
    { at, by }: Writer,
  ): Promise<'stored' | 'refused' | 'unreadable'> {
    for (let turn = 0; turn < CHANGE_TURNS; turn += 1) {
      await this.refresh();
      const before = this.#stored.get(provider);
      if (before?.access === null) return 'unreadable';
      const after = change(before?.access ?? NO_ACCESS);
      if (after === null) return 'refused';
      const access = this.#box.seal(provider, JSON.stringify(after));
      const replaces = before?.nonce ?? null;
      if (!(await replaceSealed(this.#pool, provider, { access, replaces, at, by }))) continue;
      await this.refresh();
      return 'stored';
    }
    throw new Error(`the access of ${provider} was changed by others ${CHANGE_TURNS} times in a row`);
  }

  async write(provider: string, access: Access, { at, by }: Writer): Promise<void> {
    const sealed = this.#box.seal(provider, JSON.stringify(access));
    await writeSealed(this.#pool, provider, { access: sealed, at, by });
    await this.refresh();
  }

  async remove(provider: string): Promise<boolean> {
    const wasThere = await deleteSealed(this.#pool, provider);
    await this.refresh();
    return wasThere;
  }

  /** Seals everything that lies under an older key anew; gives how many. After that the older key may go. */
  async reseal({ at, by }: Writer): Promise<number> {
    const old = (await readSealed(this.#pool)).filter(({ keyId }) => keyId !== this.#box.keyId);
    let count = 0;
    for (const row of old) {
      const access = this.#open(row.provider, row);
      if (access === null) continue;
      await this.write(row.provider, access, { at, by });
      count += 1;
    }
    return count;
  }

  summary(provider: string): AccessSummary {
    const settings = this.#fromSettings(provider) ?? NO_ACCESS;
    const stored = this.#stored.get(provider);
    const access = stored?.access ?? NO_ACCESS;
    const sourceOf = (isSet: (access: Access) => boolean): AccessSource | null =>
      isSet(settings) ? 'settings' : isSet(access) ? 'store' : null;
    return {
      url: sourceOf(({ url }) => url !== null),
      key: sourceOf(({ key }) => key !== null),
      secrets: sourceOf(({ secrets }) => secrets.length > 0),
      secretCount: this.of(provider).secrets.length,
      updatedAt: stored?.updatedAt ?? null,
      updatedBy: stored?.updatedBy ?? null,
      isReadable: stored === undefined || stored.access !== null,
    };
  }
}
