// A campaign as one plain sentence, by its parts: who, when, what they do, what they get, what we send, how often. Lists, the
// builder and plans all say the same by it. It judges nothing and reads no customer.

import { listed } from '../explain-effects.ts';
import { declared } from '../programme/programme.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import type { CampaignDefinition, TriggerDefinition } from '../programme/schema-campaigns.ts';
import type { BehaviorNode, OutcomeDefinition } from '../programme/schema-rules.ts';
import { accountWord, eventWord, purchaseWords } from '../programme/words.ts';
import { moneyText } from '../purchases/currency.ts';
import { assertNever, type Period, type Span, spanText } from '../time.ts';

export type CampaignSentence = {
  readonly who: string;
  /** What starts it: an occasion, or what they do. */
  readonly when: string;
  /** What it asks of the event besides; null where any will do. */
  readonly does: string | null;
  readonly gets: string | null;
  readonly sends: string | null;
  readonly often: string | null;
  /** All of it, with its full stop. */
  readonly text: string;
};

export function campaignSentence(document: ProgrammeDocument, campaign: CampaignDefinition): CampaignSentence {
  const messages = campaign.outcomes.filter((outcome) => outcome.kind === 'message');
  const others = campaign.outcomes.filter((outcome) => outcome.kind !== 'message');
  const who = whoWords(document, campaign.audience);
  const { when, does } = startOf(document, campaign);
  const gets = others.length === 0 ? null : listed(others.map((outcome) => gainWords(document, outcome)));
  const sends = messages.length === 0 ? null : listed(messages.map((outcome) => sendWords(document, outcome)));
  const often = oftenWords(campaign);
  const parts = [
    who,
    does === null ? when : `${when} ${does}`,
    ...(gets === null ? [] : [`get ${gets}`]),
    ...(sends === null ? [] : [gets === null ? `are sent ${sends}` : `and are sent ${sends}`]),
    ...(often === null ? [] : [often]),
  ];
  return { who, when, does, gets, sends, often, text: `${parts.join(', ')}.` };
}

function whoWords(document: ProgrammeDocument, audience: string | undefined): string {
  if (audience === undefined) return 'All members';
  const named = declared(document.audiences, audience);
  if (named === undefined) return `Members with ${audience}`;
  const title = named.title ?? audience;
  return SAYS_WHO.test(title) ? title : `Members of ${title}`;
}

/** `Members who opted in` says already that it speaks of members. */
const SAYS_WHO = /^(all |every|members|customers|people|everybody)/i;

function startOf(
  document: ProgrammeDocument,
  { behavior, trigger, within }: CampaignDefinition,
): { readonly when: string; readonly does: string | null } {
  if (trigger !== undefined) return { when: occasionWords(document, trigger), does: null };
  if (behavior === undefined) return { when: 'at no time', does: null };
  const span = within === undefined ? [] : [`within ${spanText(within)}`];
  if (!('event' in behavior || 'purchase' in behavior))
    return { when: ['after', nodeWords(document, behavior), ...span].join(' '), does: null };
  const conditions = [...(behavior.when === undefined ? [] : [`with ${behavior.when}`]), ...span];
  return { when: leafStart(document, behavior), does: conditions.length === 0 ? null : conditions.join(' ') };
}

type LeafNode = Extract<BehaviorNode, { times: number }>;

function leafStart(document: ProgrammeDocument, leaf: LeafNode): string {
  const isOnce = leaf.times === 1 && !('spend' in leaf && leaf.spend !== undefined);
  return `${isOnce ? 'on' : 'after'} ${leafWords(document, leaf)}`;
}

function leafWords(document: ProgrammeDocument, leaf: LeafNode): string {
  const times = leaf.times === 1 ? '' : `${leaf.times} × `;
  if ('event' in leaf) return `${times}${eventWord(document, leaf.event)}`;
  const spent = leaf.spend === undefined ? '' : ` with ${moneyWords(document, leaf.spend)} spent in all`;
  return `${times}${purchaseWords(leaf.purchase, 'purchase')}${spent}`;
}

function nodeWords(document: ProgrammeDocument, node: BehaviorNode): string {
  if ('all' in node) return node.all.map((part) => nested(document, part)).join(' and ');
  if ('any' in node) return node.any.map((part) => nested(document, part)).join(' or ');
  return `${leafWords(document, node)}${node.when === undefined ? '' : ` with ${node.when}`}`;
}

function nested(document: ProgrammeDocument, node: BehaviorNode): string {
  return 'all' in node || 'any' in node ? `(${nodeWords(document, node)})` : nodeWords(document, node);
}

const DATES: { readonly [attribute: string]: string } = {
  birth_on: 'date of birth',
  opted_in_at: 'the anniversary of joining the programme',
  created_at: 'the anniversary of signing up',
};
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const NTH = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

function occasionWords(document: ProgrammeDocument, trigger: TriggerDefinition): string {
  switch (trigger.kind) {
    case 'date': {
      const title = declared(document.attributes, trigger.attribute)?.title ?? trigger.attribute;
      return `${offsetWords(trigger.offset)} ${DATES[trigger.attribute] ?? title}`;
    }
    case 'calendar':
      return `${offsetWords(trigger.offset)} ${calendarWords(trigger)}`;
    case 'schedule':
      return scheduleWords(trigger);
    default:
      return assertNever(trigger);
  }
}

function offsetWords(offset: Span & { readonly sign: 1 | -1 }): string {
  if (offset.count === 0) return 'on';
  return `${spanText(offset)} ${offset.sign < 0 ? 'before' : 'after'}`;
}

function calendarWords({ month, day, weekday, nth = 0 }: Extract<TriggerDefinition, { kind: 'calendar' }>): string {
  const name = MONTHS[month - 1] ?? '';
  if (day !== undefined) return `${day} ${name}`;
  return `the ${nth < 0 ? 'last' : (NTH[nth] ?? '')} ${capital(weekday ?? '')} of ${name}`;
}

function scheduleWords({ every, weekday, day }: Extract<TriggerDefinition, { kind: 'schedule' }>): string {
  if (every === 'day') return 'every day';
  return every === 'week' ? `every ${capital(weekday)}` : `every month on day ${day}`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

type Gain = Exclude<OutcomeDefinition, { kind: 'message' }>;

function gainWords(document: ProgrammeDocument, outcome: Gain): string {
  switch (outcome.kind) {
    case 'points':
      return `${outcome.amount} ${pointsWord(document, outcome.account)}`;
    case 'purchase_points':
      return `${outcome.rate} ${pointsWord(document, outcome.account)} for each ${PER[outcome.per]}`;
    case 'spend':
      return `${outcome.amount} ${pointsWord(document, outcome.account)} spent`;
    case 'expire':
      return `${outcome.percent} % of their ${accountWord(document, outcome.account)} expired`;
    case 'tag':
      return `the tag ${outcome.tag}`;
    case 'attribute':
      return `${declared(document.attributes, outcome.attribute)?.title ?? outcome.attribute} set to ${valueText(outcome.value)}`;
    case 'tier':
      return `the level ${declared(document.tier_systems, outcome.system)?.levels[outcome.level]?.title ?? outcome.level}`;
    case 'event':
      return `the event ${eventWord(document, outcome.event)}`;
    case 'offer':
      return `${outcome.quantity === 1 ? '' : `${outcome.quantity} × `}${offerTitle(document, outcome.offer)}`;
    case 'promo_code':
      return `a code of ${declared(document.promo_lists, outcome.list)?.title ?? outcome.list}`;
    case 'purchase':
      return `the reward ${outcome.item}`;
    default:
      return assertNever(outcome);
  }
}

const PER = { money: 'unit of money', item: 'item line', quantity: 'item' } as const;

function valueText(value: string | number | boolean | readonly string[]): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** What is booked where none is named: the only account, or the first default one. */
function pointsWord(document: ProgrammeDocument, account: string | undefined): string {
  const standard = Object.entries(document.accounts).find(([, { default: isDefault }]) => isDefault)?.[0];
  const name = account ?? standard ?? Object.keys(document.accounts)[0];
  return name === undefined ? 'points' : accountWord(document, name);
}

function offerTitle(document: ProgrammeDocument, offer: string): string {
  return declared(document.offers, offer)?.title ?? offer;
}

function sendWords(document: ProgrammeDocument, outcome: Extract<OutcomeDefinition, { kind: 'message' }>): string {
  const message = declared(document.messages, outcome.message);
  const provider = outcome.provider ?? Object.keys(message?.variants ?? {})[0];
  const through = provider === undefined ? '' : ` through ${declared(document.providers, provider)?.title ?? provider}`;
  return `${message?.channel === 'flow' ? 'into the flow ' : ''}${message?.title ?? outcome.message}${through}`;
}

const TIMES: { readonly [times: number]: string } = { 1: 'once', 2: 'twice' };
const PERIODS: { readonly [period in Period]: string } = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  ever: 'ever',
};

function oftenWords({ limit, limit_total: total, trigger }: CampaignDefinition): string | null {
  const yearly = trigger !== undefined && trigger.kind !== 'schedule' ? ['once a year'] : [];
  const own = limit === undefined ? yearly : [`${TIMES[limit.times] ?? `${limit.times} times`} ${PERIODS[limit.per]}`];
  const inAll =
    total === undefined ? [] : [`at most ${total.times}${total.per === 'ever' ? '' : ` ${PERIODS[total.per]}`} in all`];
  const parts = [...own, ...inAll];
  return parts.length === 0 ? null : parts.join(', ');
}

function moneyWords(document: ProgrammeDocument, amount: number): string {
  return `${moneyText(amount, document.currency)} ${document.currency}`;
}
