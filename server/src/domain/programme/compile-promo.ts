// Compiles the lists of promo codes: their dates, the code of a multi-use list, and what claiming gives.

import { normalCode } from '../promo/code.ts';
import { type Compilation, report } from './compilation.ts';
import { compileOutcomes } from './compile-rules.ts';
import { instantOf } from './field-value.ts';
import type { PromoList } from './programme.ts';

const CLAIMED = '__platform.promo.claimed';

export function compilePromoLists(compilation: Compilation): readonly PromoList[] {
  const firstWith = new Map<string, string>();
  return Object.entries(compilation.document.promo_lists).map(([name, definition]): PromoList => {
    const path = ['promo_lists', name];
    const startsAt = definition.starts_at === undefined ? null : instantOf(definition.starts_at);
    const endsAt = definition.ends_at === undefined ? null : instantOf(definition.ends_at);
    if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
      report(compilation, [...path, 'ends_at'], 'the list ends before it starts', 'an instant after starts_at');
    const isMulti = definition.kind === 'multi_use';
    if (isMulti !== (definition.code !== undefined)) {
      const problem = isMulti ? 'a multi-use list needs its code' : 'only a multi-use list has one code for everybody';
      report(compilation, [...path, 'code'], problem, isMulti ? 'a code such as SPRING' : 'no code');
    }
    const code = definition.code === undefined ? null : normalCode(definition.code);
    const other = code === null ? undefined : firstWith.get(code);
    if (other !== undefined)
      report(compilation, [...path, 'code'], `${other} has this code already`, 'a code of its own');
    if (code === '') report(compilation, [...path, 'code'], 'the code is made of nothing but dashes', 'a code');
    if (code !== null && other === undefined) firstWith.set(code, name);
    const outcomes = compileOutcomes(compilation, [...path, 'outcomes'], definition.outcomes, [CLAIMED]);
    return { name, definition, startsAt, endsAt, code, outcomes };
  });
}
