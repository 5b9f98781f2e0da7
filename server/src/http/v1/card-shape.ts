// How cards, their history and their types look in answers, and what the actions on them take.
import { z } from 'zod';
import {
  allowedActions,
  CARD_ACTIONS,
  CARD_ACTIVITIES,
  CARD_STATUSES,
  type Card,
  type CardEntry,
} from '../../domain/cards/card.ts';
import { maskedNumber, plainNumber } from '../../domain/cards/number.ts';
import { declared } from '../../domain/programme/programme.ts';
import type { ProgrammeDocument } from '../../domain/programme/schema.ts';
import { isoText, spanText } from '../../domain/time.ts';
import { isoOrNull } from './customer-shape.ts';
import { reasonInput } from './point-shapes.ts';
import { instant, instantOrNull, nameInput, uuid } from './shapes.ts';

const NICKNAME_MAX = 100;
const NUMBER_MAX = 60;
/** Of money, in the smallest unit; far inside safe integers. */
const AMOUNT_MAX = 1_000_000_000_000;

const money = z.int().meta({ description: 'In the smallest unit of the currency.' });
const nicknameInput = z.string().min(1).max(NICKNAME_MAX).nullable();

export const cardShape = z
  .strictObject({
    card_id: uuid,
    status: z.enum(CARD_STATUSES),
    number: z.string().meta({ description: 'The last digits; the whole number with the scope cards:numbers.' }),
    type: z.string(),
    type_title: z.string(),
    kind: z.enum(['promotional', 'private_label']).nullable(),
    design: z.string().nullable(),
    design_title: z.string().nullable(),
    nickname: z.string().nullable(),
    expires_at: instantOrNull,
    balance: money,
    currency: z.string(),
    registered_at: instant,
    history: z.string().meta({ description: 'The address of the history of its balance.' }),
    actions: z
      .array(z.enum(CARD_ACTIONS))
      .meta({ description: 'What may be done with the card now, by its status and its type.' }),
  })
  .meta({ id: 'Card' });

export const cardEntryShape = z
  .strictObject({
    entry_id: uuid,
    at: instant,
    activity: z.enum(CARD_ACTIVITIES),
    change: money,
    balance: money.meta({ description: 'Afterwards.' }),
    reason: z.string().nullable(),
    actor: z.string(),
    other_card_id: uuid.nullable().meta({ description: 'The other card of a transfer.' }),
    reference: z.string().nullable().meta({ description: "The processor's name for what it did." }),
  })
  .meta({ id: 'CardEntry' });

export const cardTypeShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    kind: z.enum(['promotional', 'private_label']),
    currency: z.string(),
    designs: z.array(z.strictObject({ design: z.string(), title: z.string(), image: z.string().nullable() })),
    actions: z.array(z.enum(CARD_ACTIONS)),
    expiry: z.strictObject({
      kind: z.enum(['never', 'rolling', 'fixed']),
      after: z.string().nullable(),
      on: z.string().nullable(),
    }),
    max_balance: money.nullable(),
    number: z.strictObject({ min: z.int(), max: z.int(), luhn: z.boolean() }),
    processor: z.string(),
  })
  .meta({ id: 'CardType' });

export const registerInput = z.strictObject({
  number: z
    .string()
    .min(1)
    .max(NUMBER_MAX)
    .transform(plainNumber)
    .meta({ description: 'Digits; spaces and hyphens between them are left out.' }),
  type: nameInput,
  design: nameInput.nullable().default(null),
  nickname: nicknameInput.default(null),
  balance: z.int().min(0).max(AMOUNT_MAX).nullable().default(null).meta({
    description: 'What is on the card. Left out: what was on it when it was removed from an account, else nothing.',
  }),
});
export const updateInput = z.strictObject({ nickname: nicknameInput });
export const adjustInput = z.strictObject({
  amount: z
    .int()
    .min(-AMOUNT_MAX)
    .max(AMOUNT_MAX)
    .refine((amount) => amount !== 0, 'a whole number other than 0: positive adds, negative takes off'),
  reason: reasonInput,
});
export const reasonOnly = z.strictObject({ reason: reasonInput });
export const transferInput = z.strictObject({ to_card_id: uuid, reason: reasonInput });
export const reportInput = z.strictObject({ as: z.enum(['lost', 'stolen']), reason: reasonInput });

export function cardJson(
  card: Card,
  {
    document,
    mayReadNumbers,
    customerId,
  }: { document: ProgrammeDocument; mayReadNumbers: boolean; customerId: string },
): z.output<typeof cardShape> {
  const type = declared(document.card_types, card.type);
  const design = card.design === null || type === undefined ? undefined : declared(type.designs, card.design);
  return {
    card_id: card.id,
    status: card.status,
    number: mayReadNumbers ? card.number : maskedNumber(card.number),
    type: card.type,
    type_title: type?.title ?? card.type,
    kind: type?.kind ?? null,
    design: card.design,
    design_title: design?.title ?? card.design,
    nickname: card.nickname,
    expires_at: isoOrNull(card.expiresAt),
    balance: card.balance,
    currency: card.currency,
    registered_at: isoText(card.registeredAt),
    history: `/v1/customers/${customerId}/cards/${card.id}/history`,
    actions: [...allowedActions(card.status, type)],
  };
}

export function cardEntryJson(entry: CardEntry): z.output<typeof cardEntryShape> {
  return {
    entry_id: entry.id,
    at: isoText(entry.at),
    activity: entry.activity,
    change: entry.change,
    balance: entry.balance,
    reason: entry.reason,
    actor: entry.author,
    other_card_id: entry.otherCardId,
    reference: entry.reference,
  };
}

export function cardTypesJson({ card_types, currency }: ProgrammeDocument): z.output<typeof cardTypeShape>[] {
  return Object.entries(card_types).map(([name, type]) => ({
    type: name,
    title: type.title,
    kind: type.kind,
    currency: type.currency ?? currency,
    designs: Object.entries(type.designs).map(([design, { title, image }]) => ({
      design,
      title,
      image: image ?? null,
    })),
    actions: [...type.actions],
    expiry: {
      kind: type.expiry.kind,
      after: type.expiry.kind === 'rolling' ? spanText(type.expiry.after) : null,
      on: type.expiry.kind === 'fixed' ? type.expiry.on : null,
    },
    max_balance: type.max_balance ?? null,
    number: type.number,
    processor: type.processor,
  }));
}
