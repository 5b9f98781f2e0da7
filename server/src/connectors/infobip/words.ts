// What Infobip says is wrong, in whichever of its error bodies it says it.

import type { Json } from '../../domain/facts.ts';
import { listAt, textAt } from '../json-reader.ts';

export function wordsIn(json: Json): string | null {
  const service = ['requestError', 'serviceException'] as const;
  const words =
    textAt(json, 'errorMessage') ??
    textAt(json, ...service, 'text') ??
    textAt(json, 'description') ??
    textAt(json, 'detail') ??
    textAt(json, 'title');
  const code = textAt(json, 'errorCode') ?? textAt(json, ...service, 'messageId');
  const [violation] = listAt(json, 'violations').map((one) =>
    [textAt(one, 'property'), textAt(one, 'violation')].filter((part) => part !== null).join(' '),
  );
  const parts = [code, words, violation].filter((part) => part !== null && part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(': ');
}
