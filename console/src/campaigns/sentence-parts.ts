// The parts of a campaign's sentence, in the order in which it is read. What each says comes from the server.
import type { Schemas } from '@laurel/sdk';

export const PARTS = ['who', 'when', 'does', 'gets', 'sends', 'often'] as const;
export type Part = (typeof PARTS)[number];

export const QUESTIONS: { readonly [part in Part]: string } = {
  who: 'Who it is for',
  when: 'When it happens',
  does: 'What is asked for besides',
  gets: 'What they get',
  sends: 'What we send',
  often: 'How often',
};

/** What stands in the place of a part that says nothing yet. */
const UNSAID: { readonly [part in Part]: string } = {
  who: 'All members',
  when: 'choose when',
  does: 'whatever it is',
  gets: 'choose what they get',
  sends: 'nothing is sent',
  often: 'as often as it happens',
};

export function wordsOf(part: Part, sentence: Schemas['CampaignSentence'] | null): string {
  return sentence?.[part] ?? UNSAID[part];
}

export function isPart(text: string | undefined): text is Part {
  return PARTS.some((part) => part === text);
}
