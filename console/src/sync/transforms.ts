// What may be done to a value on its way to a platform: in words, and as a form begins with it.
import type { Schemas } from '@laurel/sdk';

export type Transform = Schemas['SyncTransform'];
export type TransformKind = Transform['kind'];

export const TRANSFORM_KINDS: { readonly [kind in TransformKind]: string } = {
  date_format: 'Write dates in another form',
  boolean_words: 'Write yes and no as words',
  round: 'Round',
  truncate: 'Cut to a length',
  phone_e164: 'Write phone numbers internationally',
  clean_name: 'Take characters out that names may not have',
  lower_case: 'Write in small letters',
  constant: 'Always send the same',
  prefix: 'Put a text before it',
};

const FIRST: { readonly [kind in TransformKind]: Transform } = {
  date_format: { kind: 'date_format', format: 'YYYY-MM-DD' },
  boolean_words: { kind: 'boolean_words', yes: 'YES', no: 'NO' },
  round: { kind: 'round', digits: 0 },
  truncate: { kind: 'truncate', length: 100 },
  phone_e164: { kind: 'phone_e164', plus: true },
  clean_name: { kind: 'clean_name' },
  lower_case: { kind: 'lower_case' },
  constant: { kind: 'constant', value: '' },
  prefix: { kind: 'prefix', text: '' },
};

export const firstOf = (kind: TransformKind): Transform => FIRST[kind];

/** Such as `as YES or NO`, `at most 100 characters`. */
export function transformInWords(transform: Transform): string {
  switch (transform.kind) {
    case 'date_format':
      return `as ${transform.format}`;
    case 'boolean_words':
      return `as ${transform.yes} or ${transform.no}`;
    case 'round':
      return transform.digits === 0 ? 'rounded' : `rounded to ${transform.digits} digits`;
    case 'truncate':
      return `at most ${transform.length} characters`;
    case 'phone_e164':
      return transform.plus ? 'international, with +' : 'international, without +';
    case 'clean_name':
      return 'cleaned';
    case 'lower_case':
      return 'small letters';
    case 'constant':
      return `always “${transform.value}”`;
    case 'prefix':
      return `“${transform.text}” before it`;
  }
}
