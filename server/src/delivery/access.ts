// Where each provider is reached and with which secrets: from the settings, else from the encrypted store. Nothing of it is
// logged or given to anybody but connectors.
import type pg from 'pg';
import { z } from 'zod';
import type { Access } from '../connectors/connector.ts';
import type { Instant } from '../domain/time.ts';
import { deleteSealed, readSealed, writeSealed } from '../storage/providers.ts';
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

/** What is known of a provider's access without telling any of it. */
export type AccessSummary = {
  readonly provider: string;
  readonly source: 'settings' | 'store' | 'both';
  readonly hasUrl: boolean;
  readonly hasKey: boolean;
  readonly secrets: number;
  readonly updatedAt: Instant | null;
  readonly updatedBy: string | null;
  /** False: stored under a key that is not known here, or altered. */
  readonly isReadable: boolean;
};

type Stored = { readonly access: Access | null; readonly updatedAt: Instant; readonly updatedBy: string };

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
        { access: this.#open(row.provider, row), updatedAt: row.updatedAt, updatedBy: row.updatedBy },
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

  async write(
    provider: string,
    access: Access,
    { at, by }: { readonly at: Instant; readonly by: string },
  ): Promise<void> {
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
  async reseal({ at, by }: { readonly at: Instant; readonly by: string }): Promise<number> {
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

  summary(provider: string): AccessSummary | null {
    const fromSettings = this.#fromSettings(provider);
    const stored = this.#stored.get(provider);
    if (fromSettings === null && stored === undefined) return null;
    const { url, key, secrets } = this.of(provider);
    return {
      provider,
      source: fromSettings === null ? 'store' : stored === undefined ? 'settings' : 'both',
      hasUrl: url !== null,
      hasKey: key !== null,
      secrets: secrets.length,
      updatedAt: stored?.updatedAt ?? null,
      updatedBy: stored?.updatedBy ?? null,
      isReadable: stored === undefined || stored.access !== null,
    };
  }
}
