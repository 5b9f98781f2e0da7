// Rules in words: what customers do, what they are given, how often, and what a level asks for.
import { count } from '../parts/figures.tsx';
import { type Definition, group, isGroup, type Json, list, number, text, titleOf } from './definition.ts';

const TIMES: { readonly [per: string]: string } = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  ever: 'ever',
};

/** `once a day`, `3 times ever`; empty without a limit. */
export function limitWords(limit: Json): string {
  const times = number(limit, 'times');
  if (times === null) return '';
  const often = times === 1 ? 'once' : times === 2 ? 'twice' : `${count(times)} times`;
  return `${often} ${TIMES[text(limit, 'per')] ?? ''}`.trim();
}

function joined(parts: readonly string[], word: 'and' | 'or'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

const bare = (value: string): string => (/^\d+$/.test(value) ? count(Number(value)) : value);

/** `10 Beans from Web` */
export function outcomeWords(document: Definition, outcome: Json): string {
  const named = (section: string, key: string): string => titleOf(document, section, text(outcome, key));
  const account = text(outcome, 'account') === '' ? 'points' : named('accounts', 'account');
  switch (text(outcome, 'kind')) {
    case 'points':
      return `${bare(text(outcome, 'amount'))} ${account} from ${named('sources', 'source')}`;
    case 'purchase_points': {
      const per = text(outcome, 'per') || 'money';
      const each = per === 'money' ? 'whole unit of money' : per === 'item' ? 'line' : 'unit';
      return `${text(outcome, 'rate') || '1'} ${account} for each ${each} from ${named('sources', 'source')}`;
    }
    case 'spend':
      return `${bare(text(outcome, 'amount'))} ${account} taken`;
    case 'expire':
      return `${text(outcome, 'percent') || '100'} % of ${account} expire`;
    case 'tag':
      return `the tag ${text(outcome, 'tag')}`;
    case 'attribute':
      return `${named('attributes', 'attribute')} set to ${text(outcome, 'value') || JSON.stringify(group(outcome).value)}`;
    case 'tier':
      return `the level ${text(document, 'tier_systems', text(outcome, 'system'), 'levels', text(outcome, 'level'), 'title') || text(outcome, 'level')}`;
    case 'event':
      return `the event ${named('events', 'event')}`;
    case 'offer':
      return `the offer ${named('offers', 'offer')}`;
    case 'promo_code':
      return `a code of ${named('promo_lists', 'list')}`;
    case 'purchase':
      return `the reward ${text(outcome, 'item')}`;
    case 'message':
      return `the message ${named('messages', 'message')}`;
    default:
      return 'something';
  }
}

export function outcomesWords(document: Definition, outcomes: Json): string {
  return joined(
    list(outcomes).map((outcome) => outcomeWords(document, outcome)),
    'and',
  );
}

/** `web_login` by its title; the engine's own events by their names. */
function eventTitle(document: Definition, event: string): string {
  return titleOf(document, 'events', event);
}

/** `Sign-in`, `3 × Tasting visit`, `a purchase of espresso` */
export function behaviorWords(document: Definition, behavior: Json): string {
  for (const [key, word] of [
    ['all', 'and'],
    ['any', 'or'],
  ] as const) {
    const parts = list(behavior, key);
    if (parts.length > 0)
      return joined(
        parts.map((part) => behaviorWords(document, part)),
        word,
      );
  }
  const times = number(behavior, 'times') ?? 1;
  const often = times > 1 ? `${count(times)} × ` : '';
  const when = text(behavior, 'when');
  const restricted = when === '' ? '' : ` where ${when}`;
  const purchase = isGroup(behavior) ? behavior.purchase : undefined;
  if (isGroup(purchase)) return `${often}${purchaseWords(purchase)}${restricted}`;
  return `${often}${eventTitle(document, text(behavior, 'event'))}${restricted}`;
}

export function isPurchase(behavior: Json): boolean {
  if (!isGroup(behavior)) return false;
  if (isGroup(behavior.purchase)) return true;
  return [...list(behavior, 'all'), ...list(behavior, 'any')].some(isPurchase);
}

function purchaseWords(purchase: Definition): string {
  const names = [...list(purchase, 'items'), ...list(purchase, 'categories')].map((one) => text(one));
  const more = Object.keys(purchase).filter((key) => key !== 'items' && key !== 'categories');
  const asked =
    more.length === 0
      ? ''
      : ` (with ${joined(
          more.map((key) => key.replaceAll('_', ' ')),
          'and',
        )})`;
  return `a purchase${names.length === 0 ? '' : ` of ${joined(names, 'or')}`}${asked}`;
}

const COMPARED = [
  ['at_least', ''],
  ['at_most', 'at most '],
  ['exactly', 'exactly '],
] as const;

/** `50 Beans earned in the last 12 months` */
function conditionWords(document: Definition, condition: Json): string {
  const [key, word] = COMPARED.find(([one]) => number(condition, one) !== null) ?? ['at_least', ''];
  const amount = `${word}${count(number(condition, key) ?? 0)}`;
  const within = text(condition, 'within');
  const window = within === '' ? 'in all' : `in the last ${within.replace(/^1 /, '')}`;
  const account = titleOf(document, 'accounts', text(condition, 'account'));
  const when = text(condition, 'when');
  switch (text(condition, 'kind')) {
    case 'points_earned':
      return `${amount} ${account} earned ${window}`;
    case 'balance':
      return `${amount} ${account} available`;
    case 'events':
      return `${amount} × ${eventTitle(document, text(condition, 'event'))}${when === '' ? '' : ` where ${when}`} ${window}`;
    case 'purchases':
      return `${amount} × ${purchaseWords(group(condition, 'purchase'))} ${window}`;
    case 'spend':
      return `${amount} (smallest unit of money) spent ${window}`;
    case 'customer':
      return `a customer with ${when}`;
    default:
      return 'something';
  }
}

export function requirementWords(document: Definition, requirement: Json): string {
  const own = text(requirement, 'words');
  if (own !== '') return own;
  const parts = list(requirement, 'conditions').map((condition) => conditionWords(document, condition));
  const match = text(requirement, 'match');
  if (match === 'none') return `none of: ${joined(parts, 'or')}`;
  return joined(parts, match === 'any' ? 'or' : 'and');
}
