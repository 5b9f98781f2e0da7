// A level in sentences: how one enters it, what its members get for what they do, and what keeps them there.
import { type Definition, group, isGroup, type Json, list, text } from './definition.ts';
import { behaviorWords, isPurchase, limitWords, outcomesWords, requirementWords } from './rule-words.ts';

export type LevelSentences = {
  readonly entrance: readonly string[];
  readonly maintenance: readonly string[];
};

export function levelSentences(document: Definition, level: Definition): LevelSentences {
  return {
    entrance: entranceSentences(document, group(level, 'entrance')),
    maintenance: isGroup(level.maintenance) ? maintenanceSentences(document, level.maintenance) : [],
  };
}

function entranceSentences(document: Definition, entrance: Definition): readonly string[] {
  const outcomes = outcomesWords(document, entrance.outcomes);
  const limit = limitWords(entrance.limit);
  const given = outcomes === '' ? [] : [`Who enters gets ${outcomes}${limit === '' ? '' : `, ${limit}`}.`];
  switch (text(entrance, 'kind')) {
    case 'automatic':
      return ['Everybody starts here.', ...given];
    case 'invitation':
      return ['By invitation: an agent or a campaign moves members here.', ...given];
    case 'qualify':
      return [`Entered at once with ${requirementWords(document, entrance)}.`, ...given];
    default:
      return ['Nobody has said yet how it is entered.'];
  }
}

export type Behavior = {
  readonly index: number;
  readonly rule: Definition;
  readonly sentence: string;
  readonly isPurchase: boolean;
  /** Earning without a limit is worth a second look. */
  readonly isUnlimited: boolean;
};

export function behaviorsOf(document: Definition, level: Definition): readonly Behavior[] {
  return list(level, 'events').map((rule, index) => {
    const limit = limitWords(group(rule).limit);
    const done = behaviorWords(document, group(rule).behavior);
    const given = outcomesWords(document, group(rule).outcomes);
    return {
      index,
      rule: group(rule),
      sentence: `${capital(done)}: ${given}${limit === '' ? '' : `, ${limit}`}.`,
      isPurchase: isPurchase(group(rule).behavior),
      isUnlimited: limit === '',
    };
  });
}

function maintenanceSentences(document: Definition, maintenance: Json): readonly string[] {
  const every = text(maintenance, 'every').replace(/^1 /, '');
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
  const month = [...months, 'November', 'December'][Number(text(maintenance, 'month') || 1) - 1] ?? '';
  const when =
    text(maintenance, 'relative_to') === 'calendar'
      ? `Every ${every}, for all on ${text(maintenance, 'day') || 1} ${month}`
      : `Every ${every} after joining`;
  const falls =
    text(maintenance, 'fall') === 'qualification' ? 'falls to the highest level that qualifies' : 'falls one level';
  const stay = text(maintenance, 'minimum_stay');
  const grace = text(maintenance, 'grace');
  const mild = [stay === '' ? '' : `Nobody falls in the first ${stay}.`, grace === '' ? '' : `Falling waits ${grace}.`];
  return [
    `${when}, who does not have ${requirementWords(document, group(maintenance, 'keep'))} ${falls}.`,
    ...mild.filter((one) => one !== ''),
  ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
