// Numbers of cards: which are valid for a type, and how they are shown to those who need not know them.

import type { FactBody } from '../facts.ts';
import type { CardTypeDefinition } from '../programme/schema-cards.ts';

/** Groups of digits are written with spaces or hyphens on cards. */
export function plainNumber(text: string): string {
  return text.replaceAll(/[\s-]/g, '');
}

/** What is wrong with a number, in words; null for a valid one. */
export function numberProblem(number: string, { min, max, luhn }: CardTypeDefinition['number']): string | null {
  if (!/^\d+$/.test(number)) return 'it has other characters than digits';
  if (number.length < min || number.length > max)
    return `it has ${number.length} digits instead of ${lengths(min, max)}`;
  return luhn && !passesLuhn(number) ? 'its last digit does not fit the others' : null;
}

function lengths(min: number, max: number): string {
  return min === max ? String(min) : `${min} to ${max}`;
}

/** From the right, every second digit doubled (less 9 above 9); the sum ends in 0. */
export function passesLuhn(number: string): boolean {
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

const SHOWN_DIGITS = 4;

export function maskedNumber(number: string): string {
  return `**** ${number.slice(-SHOWN_DIGITS)}`;
}

/** A fact's body as it is kept: whoever reads the log needs no number of a card to know which one is meant. */
export function withoutNumber(body: FactBody): FactBody {
  return body.kind === 'card.register' ? { ...body, number: maskedNumber(body.number) } : body;
}
