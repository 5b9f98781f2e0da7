// Whether an outcome may take codes from a list: it must be declared, and have codes of its own to hand out.

import { type Compilation, report, resolve } from './compilation.ts';
import type { Path } from './issue.ts';

export function checkPromoList(compilation: Compilation, path: Path, list: string): void {
  const lists = compilation.document.promo_lists;
  if (!resolve(compilation, path, 'promo list', list, lists)) return;
  if (lists[list]?.kind !== 'multi_use') return;
  report(
    compilation,
    path,
    `${list} has one code for everybody, so none can be assigned`,
    'a list of kind single_use or third_party',
  );
}
