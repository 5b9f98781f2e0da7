// Shapes that the routes of promo codes share: lists, codes, generations, and what customers did with codes.
import { z } from 'zod';
import type { PromoList } from '../../domain/programme/programme.ts';
import { shownCode } from '../../domain/promo/code.ts';
import { PROMO_CLAIM_STATUSES, PROMO_CODE_STATUSES, type PromoClaim } from '../../domain/promo/promo.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { GENERATION_STATUSES, type PromoGeneration } from '../../storage/promo-generations.ts';
import type { FoundCode } from '../../storage/promo-search.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { liveProgramme } from './live-programme.ts';
import { instant, instantOrNull, nameInput, uuid } from './shapes.ts';

export const listParams = z.strictObject({ list: nameInput });
export const codeInput = z.string().trim().min(1).max(100);

export const promoListShape = z
  .strictObject({
    list: z.string(),
    title: z.string(),
    kind: z.enum(['single_use', 'multi_use', 'third_party']),
    code: z.string().nullable().meta({ description: 'Of a multi-use list.' }),
    status: z.enum(['pending', 'active', 'paused', 'completed']),
    starts_at: instantOrNull,
    ends_at: instantOrNull,
    entry_cap: z.int().nullable(),
    claims: z.int(),
    codes: z.int().meta({ description: 'Codes of its own that were made or uploaded.' }),
  })
  .meta({ id: 'PromoList' });

export const generationShape = z
  .strictObject({
    id: uuid,
    list: z.string(),
    kind: z.enum(['generated', 'uploaded']),
    prefix: z.string(),
    wanted: z.int(),
    made: z.int(),
    cancelled: z.int(),
    status: z.enum(GENERATION_STATUSES),
    by: z.string().meta({ description: 'Who asked for it, or for its end.' }),
    reason: z.string().nullable(),
    error: z.string().nullable(),
    created_at: instant,
    finished_at: instantOrNull,
  })
  .meta({ id: 'PromoGeneration' });

export const promoCodeShape = z
  .strictObject({
    code: z.string(),
    list: z.string(),
    generation: uuid,
    status: z.enum(PROMO_CODE_STATUSES),
    customer_id: uuid.nullable(),
    changed_at: instant,
    changed_by: z.string().nullable().meta({ description: 'Who cancelled it.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'PromoCode' });

export const promoClaimShape = z
  .strictObject({
    id: uuid,
    code: z.string(),
    list: z.string().nullable().meta({ description: 'Null where nobody knows the code.' }),
    status: z.enum(PROMO_CLAIM_STATUSES),
    error: z.string().nullable().meta({ description: 'Why the try failed; see docs/errors.md.' }),
    rule: z.string().nullable().meta({ description: 'What assigned it; null when somebody did by hand.' }),
    reason: z.string().nullable(),
    by: z.string(),
    at: instant,
    claimed_at: instantOrNull,
  })
  .meta({ id: 'PromoClaim' });

export async function listNamed(deps: AdapterDeps, name: string): Promise<PromoList> {
  const list = (await liveProgramme(deps)).promoLists.get(name);
  if (list === undefined) throw new EngineError('unknown_promo_list', { list: name });
  return list;
}

/** As a dashboard calls it: before, while and after it can be claimed. */
export function statusOf(list: PromoList, now: number): z.output<typeof promoListShape>['status'] {
  if (list.endsAt !== null && now >= list.endsAt) return 'completed';
  if (list.definition.paused) return 'paused';
  return list.startsAt !== null && now < list.startsAt ? 'pending' : 'active';
}

export function generationJson(row: PromoGeneration): z.output<typeof generationShape> {
  const { id, list, kind, prefix, wanted, made, cancelled, status, actor_name: by, reason, error } = row;
  return {
    ...{ id, list, kind, prefix, wanted, made, cancelled, status, by, reason, error },
    created_at: isoText(row.created_at),
    finished_at: isoOrNull(row.finished_at),
  };
}

export function promoCodeJson(row: FoundCode): z.output<typeof promoCodeShape> {
  const { code, written, list, generation, status, customer_id, changed_at, changed_by, reason } = row;
  return {
    ...{ code: shownCode(code, written), list, generation, status, customer_id },
    ...{ changed_at: isoText(changed_at), changed_by, reason },
  };
}

export function promoClaimJson(row: PromoClaim): z.output<typeof promoClaimShape> {
  const { id, written: code, list, status, error, rule, reason, by } = row;
  return {
    ...{ id, code, list, status, error, rule, reason, by },
    at: isoText(row.at),
    claimed_at: isoOrNull(row.claimedAt),
  };
}
