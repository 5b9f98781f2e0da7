// How an offer in a wallet looks over HTTP, and what is sent to change it.
import { z } from 'zod';
import { sentenceOf } from '../../domain/codes.ts';
import type { Hindrance } from '../../domain/offers/availability.ts';
import type { UserOffer } from '../../domain/state.ts';
import { isoText } from '../../domain/time.ts';
import { isoOrNull } from './customer-shape.ts';
import { instant, instantInput, instantOrNull, jsonObject, uuid } from './shapes.ts';

export const STATUSES = ['issued', 'locked', 'redeemed', 'expired', 'revoked'] as const;
const CUSTOM_DATA_MAX = 4_096;
const LINES_MAX = 1_000;
const MONEY_MAX = 1_000_000_000_000;
const ID_MAX = 200;

export const userOfferShape = z
  .strictObject({
    user_offer_id: uuid,
    offer: z.string(),
    title: z.string(),
    type: z.string().nullable().meta({ description: 'Null when the programme does not have the offer any more.' }),
    status: z.enum(STATUSES),
    issued_at: instant,
    starts_at: instantOrNull.meta({ description: 'Redeemable from then on; null: at once.' }),
    expires_at: instantOrNull.meta({ description: 'Redeemable until then; null: for ever.' }),
    redeemed_at: instantOrNull,
    transaction_id: z.string().nullable().meta({ description: 'That it is locked for, or that redeemed it.' }),
    order_id: uuid.nullable().meta({ description: 'Of the order that bought it.' }),
    custom_data: jsonObject,
    rule: z.string().nullable().meta({ description: 'What gave it; null when somebody did by hand.' }),
  })
  .meta({ id: 'UserOffer' });

export function userOfferJson(
  offer: UserOffer,
  definition: { readonly title: string; readonly type: string } | undefined,
): z.output<typeof userOfferShape> {
  return {
    user_offer_id: offer.id,
    offer: offer.offer,
    title: definition?.title ?? offer.offer,
    type: definition?.type ?? null,
    status: offer.status,
    issued_at: isoText(offer.issuedAt),
    starts_at: isoOrNull(offer.startsAt),
    expires_at: isoOrNull(offer.expiresAt),
    redeemed_at: isoOrNull(offer.redeemedAt),
    transaction_id: offer.transactionId,
    order_id: offer.orderId,
    custom_data: { ...offer.customData },
    rule: offer.rule,
  };
}

export const reasonShape = z
  .strictObject({ code: z.string(), detail: z.string() })
  .nullable()
  .meta({ description: 'Why it is not to be had now; null when it is.' });

export function reasonJson(hindrance: Hindrance | null): z.output<typeof reasonShape> {
  if (hindrance === null) return null;
  return { code: hindrance.code, detail: sentenceOf(hindrance.code, hindrance.detail) };
}

const money = z.int().min(0).max(MONEY_MAX);
const text = z.string().min(1).max(ID_MAX);

export const basketInput = z
  .strictObject({
    transaction_id: text,
    store: text.nullable().default(null),
    subtotal: money.meta({ description: 'In the smallest unit of money.' }),
    lines: z
      .array(
        z.strictObject({
          line: text,
          item: text,
          quantity: z.number().positive().max(1_000_000),
          amount: money.meta({ description: 'For the whole quantity.' }),
        }),
      )
      .max(LINES_MAX)
      .default([]),
  })
  .meta({ id: 'Basket' });

/** Bounded as it is stored: every change of the offer repeats it. */
export const customDataInput = jsonObject.refine(
  (data) => Buffer.byteLength(JSON.stringify(data)) <= CUSTOM_DATA_MAX,
  `JSON of at most ${CUSTOM_DATA_MAX} bytes`,
);

export const dateInput = instantInput.nullable().optional();
