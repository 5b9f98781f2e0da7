// What the dispatcher and the API both need to reach providers: their access, the box that seals secrets, and the sender.
// Made once per process from the settings.
import type pg from 'pg';
import type { SendContext } from '../connectors/connector.ts';
import { createSender } from '../connectors/http-sender.ts';
import { AccessBook, type ProviderSettingsByName } from './access.ts';
import { type CallbackUrls, callbackUrls } from './callback-url.ts';
import { findSecretKeys, SecretBox } from './secrets.ts';
import { DeliveryStats } from './stats.ts';

export type DeliveryParts = {
  readonly box: SecretBox;
  readonly access: AccessBook;
  readonly sender: Pick<SendContext, 'http' | 'resolve'>;
  readonly mayTargetPrivate: boolean;
  /** Left out: providers are told no address to report to. */
  readonly callbackUrlOf?: CallbackUrls;
  /** What this process has sent; empty where another one does. */
  readonly stats: DeliveryStats;
  close(): Promise<void>;
};

export function openDeliveryParts(
  pool: Pick<pg.Pool, 'query'>,
  settings: {
    readonly secretKey: string | null;
    readonly dataDir: string;
    readonly mayTargetPrivate: boolean;
    readonly providers: ProviderSettingsByName;
    /** Left out: nobody is told where to report to. */
    readonly publicUrl?: string;
  },
): DeliveryParts {
  const { publicUrl } = settings;
  const box = new SecretBox(findSecretKeys(settings.secretKey, settings.dataDir));
  const sender = createSender({ allowPrivateTargets: settings.mayTargetPrivate });
  return {
    box,
    access: new AccessBook(pool, box, settings.providers),
    sender,
    mayTargetPrivate: settings.mayTargetPrivate,
    ...(publicUrl === undefined ? {} : { callbackUrlOf: callbackUrls(publicUrl, box) }),
    stats: new DeliveryStats(),
    close: () => sender.close(),
  };
}
