// Says in plain sentences what a stored decision gave and why each rule did or did not match. It reads the trace that the
// decision left and judges nothing anew: what was true then is told, with the programme that was live then.

import { CODES, type Code, sentenceOf } from './codes.ts';
import type { DecisionRecord, TraceEntry, Verdict } from './decision.ts';
import { effectWords, listed } from './explain-effects.ts';
import type { FactKind, Json, JsonObject } from './facts.ts';
import { PLATFORM_EVENTS } from './programme/platform-events.ts';
import type { Level, Programme, Requirement } from './programme/programme.ts';
import { accountWord, eventWord, windowWords } from './programme/words.ts';
import { moneyText } from './purchases/currency.ts';
import { assertNever, type Period } from './time.ts';

/** What explaining needs of a stored decision. */
export type ExplainedDecision = {
  readonly kind: FactKind;
  /** The event's name; null for other kinds. */
  readonly name: string | null;
  readonly record: DecisionRecord;
};

type ExplanationLine = {
  readonly rule: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** The rule did its part: it gave something, or the level was reached or kept. */
  readonly met: boolean;
  readonly sentence: string;
  readonly needed?: number;
  readonly actual?: number;
};

export type Explanation = { readonly summary: string; readonly lines: readonly ExplanationLine[] };

export function explain(programme: Programme, decision: ExplainedDecision): Explanation {
  const lines = decision.record.trace.map((entry) => lineOf(programme, decision.record, entry));
  return { summary: summaryOf(programme, decision, lines), lines };
}

const MET: ReadonlySet<Verdict> = new Set(['given', 'clipped', 'entered', 'kept']);
/** Says how far a tier is, not why a rule gave nothing. */
const ASIDE: ReadonlySet<Verdict> = new Set(['short', 'stay', 'approved']);

function lineOf(programme: Programme, record: DecisionRecord, entry: TraceEntry): ExplanationLine {
  const [rule, verdict, detail] = entry;
  const title = titleOf(programme, rule);
  return {
    rule,
    title,
    verdict,
    // A deposit clipped to nothing is no deposit.
    met: MET.has(verdict) && detail?.given !== 0,
    sentence: `${title}: ${reasonOf(programme, record, entry)}`,
    ...figuresOf(entry),
  };
}

/** A rule as its author calls it: the title of the rule, level or source; ids stand for what the programme dropped. */
function titleOf(programme: Programme, rule: string): string {
  const known = programme.rulesById.get(rule);
  if (known !== undefined) return known.title;
  const [first = '', second = '', part] = rule.split('/');
  if (first === 'source') return programme.document.sources[second]?.title ?? rule;
  if (first === 'promo') return programme.document.promo_lists[second]?.title ?? 'Promo code';
  if (first === 'approval') return 'Approval';
  if (first === 'item') return `Item ${Number(second) + 1}`;
  if (part !== 'entrance' && part !== 'maintenance') return rule;
  return levelOf(programme, rule)?.definition.title ?? rule;
}

function levelOf(programme: Programme, rule: string): Level | undefined {
  const [system = '', level = ''] = rule.split('/');
  return programme.tierSystemByName.get(system)?.levelByName.get(level);
}

/** The needed and the actual figure of each verdict that has some, by their names in the trace. */
const FIGURES: { readonly [verdict in Verdict]?: readonly [needed: string, actual: string] } = {
  limit: ['times', 'used'],
  progress: ['need', 'has'],
  clipped: ['asked', 'given'],
  refused: ['amount', 'available'],
  short: ['need', 'has'],
  kept: ['need', 'has'],
  demoted: ['need', 'has'],
  stay: ['need', 'has'],
};

function figuresOf([, verdict, detail]: TraceEntry): Pick<ExplanationLine, 'needed' | 'actual'> {
  const [neededName = '', actualName = ''] = FIGURES[verdict] ?? [];
  const needed = detail?.[neededName];
  const actual = detail?.[actualName];
  return {
    ...(typeof needed === 'number' ? { needed } : {}),
    ...(typeof actual === 'number' ? { actual } : {}),
  };
}

/** The sentence after the title, with its full stop. */
function reasonOf(programme: Programme, record: DecisionRecord, [rule, verdict, found]: TraceEntry): string {
  const detail = found ?? {};
  switch (verdict) {
    case 'given':
      return `${givenWords(programme, record, rule)}.`;
    case 'when':
      return `the event does not meet ${quoted(detail.when)}.`;
    case 'purchase':
      return 'the purchase is not of the kind that it asks for.';
    case 'missing':
      return `${quoted(detail.when)} could not be judged, ${textOf(detail.detail, 'a value')} is missing.`;
    case 'rule_error':
      return `${quoted(detail.when)} failed: ${textOf(detail.detail, 'it could not be computed')}.`;
    case 'limit':
      return `limit of ${limitWords(detail)} reached.`;
    case 'total':
      return `limit of ${limitWords(detail)} for all customers together reached.`;
    case 'audience':
      return `it is for customers with ${quoted(detail.when)}, which this one does not meet.`;
    case 'progress':
      return `needed ${textOf(detail.need, '?')}, has ${textOf(detail.has, '?')} so far.`;
    case 'dates':
      return `${datesWords(detail)}.`;
    case 'paused':
      return PAUSED_WORDS[textOf(detail.state, 'paused')] ?? 'it is paused.';
    case 'opted_out':
      return 'the customer has not opted in to the programme.';
    case 'suspended':
      return `the customer's account is ${textOf(detail.status, 'not in good standing')}.`;
    case 'exclusive':
      return 'a campaign that excludes others gave something before it.';
    case 'level':
      return 'it is for members of another level.';
    case 'skipped':
      return 'its conditions hold, but there was nothing to give.';
    case 'clipped':
      return `gave ${textOf(detail.given, '0')} of ${textOf(detail.asked, '?')} points.${codeSentence(detail)}`;
    case 'refused':
      return `${refusedWords(detail)}.${codeSentence(detail)}`;
    case 'short':
      return `${figureWords(programme, rule, detail)}.`;
    case 'entered':
      return `${enteredWords(detail)}.`;
    case 'invitation':
      return 'it is reached by invitation only.';
    case 'kept':
      return `kept${detail.lowest === true ? ', as there is no lower level' : ''}; ${figureWords(programme, rule, detail)}.`;
    case 'demoted':
      return `${figureWords(programme, rule, detail)}; fell to ${levelTitle(programme, rule, detail.to)}.`;
    case 'stay':
      return `${figureWords(programme, rule, detail)}; it is held a while longer and judged again then.`;
    case 'control':
      return 'the customer is in its control group and gets nothing, for comparison.';
    case 'approved':
      return `agreed to by ${textOf(detail.by, 'a second person')}.`;
    case 'opt_in':
      return 'the customer has not opted in to it.';
    case 'closed':
      return 'it was closed for this customer.';
    case 'budget':
      return `its budget is spent: ${textOf(detail.amount, 'what it gives')} no longer fits.`;
    case 'celebrated':
      return `the occasion of ${textOf(detail.on, 'this year')} was celebrated already.`;
    case 'not_today':
      return 'its occasion is not now.';
    default:
      return assertNever(verdict);
  }
}

const PAUSED_WORDS: { readonly [state: string]: string } = {
  draft: 'it is a draft that nobody has submitted.',
  review: 'it waits for approval.',
  ended: 'it was ended.',
};

function givenWords(programme: Programme, record: DecisionRecord, rule: string): string {
  const gains = record.outcomes.filter((outcome) => 'rule' in outcome && outcome.rule === rule);
  const words = gains.flatMap((outcome) => effectWords(programme, outcome) ?? []);
  return words.length === 0 ? 'its conditions hold and its outcomes were given' : listed(words);
}

const PER: { readonly [period in Period]: string } = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  ever: 'in all',
};

function limitWords(detail: JsonObject): string {
  const per = Object.entries(PER).find(([period]) => period === detail.per)?.[1] ?? '';
  return `${textOf(detail.times, '?')} ${per}`.trim();
}

function datesWords(detail: JsonObject): string {
  const from = typeof detail.starts_at === 'string' ? ` from ${minuteText(detail.starts_at)}` : '';
  const to = typeof detail.ends_at === 'string' ? ` until ${minuteText(detail.ends_at)}` : '';
  return `it runs${from}${to} (UTC) only`;
}

/** `2026-03-01T09:00:00.000Z` → `2026-03-01 09:00`. */
function minuteText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function refusedWords(detail: JsonObject): string {
  const what = typeof detail.kind === 'string' ? `the outcome of kind ${detail.kind} was refused` : 'refused';
  return detail.required === true ? `${what}; it is required, so nothing of the rule was given` : what;
}

function codeSentence(detail: JsonObject): string {
  const { code } = detail;
  return isCode(code) ? ` ${sentenceOf(code, detail)}` : '';
}

function isCode(value: Json | undefined): value is Code {
  return typeof value === 'string' && Object.hasOwn(CODES, value);
}

function enteredWords(detail: JsonObject): string {
  if (detail.reason === 'manual') return 'the customer was moved there by hand';
  if (detail.reason === 'outcome') return 'the customer was moved there by a rule';
  const words = textOf(detail.words, '');
  return words === '' ? 'reached' : `reached, with ${words}`;
}

function levelTitle(programme: Programme, rule: string, level: Json | undefined): string {
  const [system = ''] = rule.split('/');
  const name = textOf(level, '');
  return programme.tierSystemByName.get(system)?.levelByName.get(name)?.definition.title ?? name;
}

/** `needed 200 beans, has 40 earned in the last 12 months`; where one figure says too little, the whole requirement. */
function figureWords(programme: Programme, rule: string, detail: JsonObject): string {
  const isMaintenance = rule.endsWith('/maintenance');
  const level = levelOf(programme, rule);
  const requirement = (isMaintenance ? level?.maintenance?.requirement : level?.requirement) ?? null;
  const words = textOf(detail.words, '');
  if (requirement?.match === 'none' || detail.kind === undefined) return `it asks for ${words}`;
  const window = requirement === null ? '' : windowOf(requirement, detail);
  const figure = oneFigure(programme, detail, isMaintenance ? 'had' : 'has', window);
  return (requirement?.conditions.length ?? 1) > 1 ? `${figure} (it asks for ${words})` : figure;
}

function oneFigure(programme: Programme, detail: JsonObject, has: 'has' | 'had', window: string): string {
  const { document } = programme;
  const need = typeof detail.need === 'number' ? detail.need : 0;
  const compare = detail.compare === 'at_most' ? 'at most ' : detail.compare === 'exactly' ? 'exactly ' : '';
  const actual = `${has} ${textOf(detail.has, '0')}`;
  switch (detail.kind) {
    case 'points_earned':
      return `needed ${compare}${need} ${accountWord(document, textOf(detail.account, 'points'))}, ${actual} earned${window}`;
    case 'balance':
      return `needed ${compare}${need} ${accountWord(document, textOf(detail.account, 'points'))}, ${actual} available`;
    case 'events':
      return `needed ${compare}${need} × ${eventWord(document, textOf(detail.event, 'event'))}, ${actual}${window}`;
    case 'spend':
      return `needed ${compare}${moneyText(need, document.currency)} ${document.currency} spent, ${has} ${moneyText(Number(detail.has ?? 0), document.currency)}${window}`;
    default: {
      const reason = typeof detail.reason === 'string' ? ` (${detail.reason})` : '';
      return `it asks for customers with ${quoted(detail.when)}${reason}`;
    }
  }
}

/** The trace names no window, since the rule does: ` in the last 12 months`. Empty when the rule is told apart by nothing. */
function windowOf(requirement: Requirement, detail: JsonObject): string {
  for (const condition of requirement.conditions) {
    if (condition.kind === 'customer' || condition.test.value !== detail.need) continue;
    if (
      condition.kind === 'points_earned' &&
      detail.kind === 'points_earned' &&
      condition.window.account === detail.account
    ) {
      return ` ${windowWords(condition.window.span ?? undefined)}`;
    }
    if (condition.kind === 'events' && condition.event === detail.event) {
      return ` ${windowWords(condition.span ?? undefined)}`;
    }
  }
  return '';
}

const SUBJECTS: { readonly [kind in FactKind]: string } = {
  'customer.save': 'Saving the profile',
  'customer.delete': 'Deleting the customer',
  'customer.restore': 'Restoring the customer',
  event: 'Event',
  'points.deposit': 'Deposit',
  'points.spend': 'Spend',
  'points.adjust': 'Adjustment',
  'points.hold': 'Hold',
  'points.capture': 'Capture of a hold',
  'points.release': 'Release of a hold',
  'points.transfer': 'Transfer',
  'points.reverse': 'Reversal',
  'tags.change': 'Change of tags',
  'tier.move': 'Tier move',
  'tier.requalify': 'Tier requalification',
  'campaign.occasion': 'Occasion of a campaign',
  'campaign.opt_in': 'Opt-in to a campaign',
  'campaign.complete': 'Closing of a campaign',
  'offer.issue': 'Issue of an offer',
  'offer.revoke': 'Revocation of an offer',
  'offer.redeem': 'Redemption of an offer',
  'offer.lock': 'Lock of an offer',
  'offer.unlock': 'Unlocking of an offer',
  'offer.reinstate': 'Reinstatement of an offer',
  'offer.update': 'Change of an offer in the wallet',
  'offer.code': 'Code for an offer',
  'offer.exclusion.lift': 'End of an exclusion',
  'store.purchase': 'Purchase in a reward store',
  'order.update': 'Change of an order',
  'order.cancel': 'Cancellation of an order',
  engagement: 'Report on a message',
  'import.lot': 'Import of points',
  'import.tier': 'Import of a level',
  'import.tag': 'Import of a tag',
  'external.sync': 'Synchronisation with an external account',
  'customer.referred': 'Referral',
  'customer.merge': 'Merge',
  'customer.unmerge': 'Un-merge',
  'note.add': 'Note',
  'note.edit': 'Change of a note',
  'note.remove': 'Removal of a note',
  'promo.claim': 'Claim of a promo code',
  'promo.assign': 'Assignment of a promo code',
  'promo.cancel': 'Cancellation of a promo code',
  'promo.unlock': 'Reset of a lockout',
  'ticket.record': 'Report of a ticket',
  transaction: 'Purchase',
  'transaction.return': 'Return',
  'transaction.void': 'Voiding of a purchase',
  'card.register': 'Registration of a card',
  'card.update': 'Change of a card',
  'card.adjust': "Adjustment of a card's balance",
  'card.expire': 'Expiry of a card',
  'card.transfer': "Transfer of a card's balance",
  'card.report': 'Report of a card',
  'card.found': 'Report that a card was found',
  'card.confirm_stolen': 'Confirmation that a card is stolen',
  'card.remove': 'Removal of a card',
  'customer.forget': 'Forgetting the customer',
  'customer.erased': 'End of forgetting the customer',
  'processing.stop': 'Stopping of processing',
  'processing.resume': 'Resumption of processing',
  'legal_hold.set': 'Legal hold',
  'legal_hold.lift': 'End of the legal hold',
  'export.request': "Export of the customer's data",
  'export.complete': "Completion of the export of the customer's data",
  'export.download': "Download of the customer's data",
  due: 'What came due',
};

function summaryOf(programme: Programme, decision: ExplainedDecision, lines: readonly ExplanationLine[]): string {
  const { kind, name, record } = decision;
  const known = name === null ? undefined : (programme.document.events[name] ?? PLATFORM_EVENTS[name]);
  const subject = known?.title ?? name ?? SUBJECTS[kind];
  if (record.refusal !== undefined) {
    return `${subject} refused. ${sentenceOf(record.refusal.code, record.refusal.detail)}`;
  }
  const effects = record.outcomes.flatMap((outcome) => effectWords(programme, outcome) ?? []);
  if (effects.length > 0) return `${subject}: ${listed(effects)}.`;
  const reasons = lines.filter((line) => !line.met && !ASIDE.has(line.verdict)).map((line) => line.sentence);
  if (reasons.length > 0) return `${subject} changed nothing. ${reasons.join(' ')}`;
  return kind === 'event'
    ? `${subject} was recorded. No rule listens to it for this customer.`
    : `${subject} changed nothing.`;
}

function quoted(when: Json | undefined): string {
  return `\`${textOf(when, '')}\``;
}

function textOf(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}
