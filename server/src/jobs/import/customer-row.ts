// The fields of a customer in a file: standard profile, identifiers, consents, and the attributes that the programme
// declares. An empty cell leaves the field as it is.
import { TEXT_FIELDS, type TextField } from '../../domain/customers/profile.ts';
import type { Json } from '../../domain/facts.ts';
import { expectedOf } from '../../domain/programme/field-value.ts';
import { declared, type Programme } from '../../domain/programme/programme.ts';
import type { FieldDefinition } from '../../domain/programme/schema.ts';
import {
  DATE_EXPECTED,
  dateOf,
  EMAIL_EXPECTED,
  emailOf,
  FLAG_EXPECTED,
  flagOf,
  INSTANT_EXPECTED,
  KEY_EXPECTED,
  keyOf,
  momentOf,
  TEXT_EXPECTED,
  textOf,
  ZONE_EXPECTED,
  zoneOf,
} from './cells.ts';
import { type Field, field, type RowDraft } from './row.ts';

const IDENTIFIER_TYPE = /^[A-Za-z][A-Za-z0-9_.-]{0,59}$/;
const CHANNEL = /^[a-z][a-z0-9_-]{0,39}$/;
const URL_MAX = 2_000;
const STATUSES = ['good', 'suspended', 'closed'] as const;

/** Columns that name the customer: the same in every kind of file. */
export const REFERENCE_FIELDS: readonly Field[] = [
  field('id', KEY_EXPECTED, {
    read: keyOf,
    put: (row, id) => {
      row.id = id;
    },
  }),
  field('external_id', KEY_EXPECTED, {
    read: keyOf,
    put: (row, id) => {
      row.externalId = id;
    },
  }),
  field('external_id_type', 'a type such as external, app or card', {
    read: (cell) => (IDENTIFIER_TYPE.test(cell) ? cell : null),
    put: (row, type) => {
      row.externalIdType = type;
    },
  }),
];

const PLAIN_FIELDS: readonly Field[] = [
  ...REFERENCE_FIELDS,
  ...TEXT_FIELDS.filter((name) => name !== 'timeZone' && name !== 'photoUrl').map((name) =>
    textField(snake(name), name, TEXT_EXPECTED, textOf),
  ),
  textField('time_zone', 'timeZone', ZONE_EXPECTED, zoneOf),
  textField('photo_url', 'photoUrl', `an address of at most ${URL_MAX} characters`, (cell) => textOf(cell, URL_MAX)),
  field('email', EMAIL_EXPECTED, {
    read: emailOf,
    put: ({ patch }, email) => {
      patch.email = email;
    },
  }),
  field('birth_on', DATE_EXPECTED, {
    read: dateOf,
    put: ({ patch }, date) => {
      patch.birthOn = date;
    },
  }),
  field('phone', 'a number of at most 40 characters', {
    read: (cell) => textOf(cell, 40),
    put: (row, number) => {
      row.phone = number;
    },
  }),
  field('phone_type', TEXT_EXPECTED, {
    read: textOf,
    put: (row, type) => {
      row.phoneType = type;
    },
  }),
  field('status', `one of ${STATUSES.join(', ')}`, {
    read: (cell) => STATUSES.find((status) => status === cell.toLowerCase()) ?? null,
    put: ({ patch }, status) => {
      patch.status = status;
    },
  }),
  field('opted_in', FLAG_EXPECTED, {
    read: flagOf,
    put: ({ patch }, flag) => {
      patch.optedIn = flag;
    },
  }),
  field('opt_in_source', TEXT_EXPECTED, {
    read: textOf,
    put: ({ patch }, source) => {
      patch.optInSource = source;
    },
  }),
  field('test_persona', FLAG_EXPECTED, {
    read: flagOf,
    put: ({ patch }, flag) => {
      patch.testPersona = flag;
    },
  }),
];

function datedFields(zone: string): readonly Field[] {
  const read = (cell: string) => momentOf(cell, zone);
  return [
    field('opted_in_at', INSTANT_EXPECTED, {
      read,
      put: ({ patch }, at) => {
        patch.optedInAt = at;
      },
    }),
    field('created_at', INSTANT_EXPECTED, {
      read,
      put: ({ patch }, at) => {
        patch.createdAt = at;
      },
    }),
  ];
}

/** Names that other systems use for the same. */
const ALIASES: Readonly<Record<string, string>> = {
  user_id: 'id',
  external_customer_id: 'external_id',
  dob: 'birth_on',
  birthday: 'birth_on',
  birth_date: 'birth_on',
  date_of_birth: 'birth_on',
  e_mail: 'email',
  firstname: 'first_name',
  lastname: 'last_name',
  mobile_number: 'phone',
  phone_number: 'phone',
  postal_code: 'zip',
  postcode: 'zip',
  zip_code: 'zip',
  account_status: 'status',
  test_account: 'test_persona',
  profile_photo_url: 'photo_url',
};

/** `custom.tier_colour` or plainly the attribute's name, `identifier.card`, `consent.email`. */
export function customerFields(programme: Programme): (name: string) => Field | null {
  const { attributes, time_zone: zone } = programme.document;
  const byName = new Map([...PLAIN_FIELDS, ...datedFields(zone)].map((one) => [one.name, one]));
  return (name) => {
    const known = byName.get(ALIASES[name] ?? name);
    if (known !== undefined) return known;
    if (name.startsWith('identifier.')) return identifierField(name.slice('identifier.'.length));
    if (name.startsWith('consent.')) return consentField(name.slice('consent.'.length));
    const attribute = name.startsWith('custom.') ? name.slice('custom.'.length) : name;
    const definition = declared(attributes, attribute);
    return definition === undefined ? null : attributeField(attribute, definition);
  };
}

function textField(name: string, key: TextField, expected: string, read: (cell: string) => string | null): Field {
  return field(name, expected, {
    read,
    put: ({ patch }, text) => {
      patch[key] = text;
    },
  });
}

function identifierField(type: string): Field | null {
  if (!IDENTIFIER_TYPE.test(type)) return null;
  return field(`identifier.${type}`, KEY_EXPECTED, {
    read: keyOf,
    put: (row, value) => {
      row.identifiers = [...row.identifiers, { type, value }];
    },
  });
}

function consentField(channel: string): Field | null {
  if (!CHANNEL.test(channel)) return null;
  return field(`consent.${channel}`, FLAG_EXPECTED, {
    read: flagOf,
    put: ({ consents }, given) => {
      consents[channel] = given;
    },
  });
}

function attributeField(attribute: string, definition: FieldDefinition): Field {
  return {
    name: `custom.${attribute}`,
    read: (row, cell) => {
      const value = attributeValue(definition, cell);
      const expected = value === undefined ? 'a JSON value' : expectedOf(definition, value);
      if (expected !== null || value === undefined) return expected;
      row.custom[attribute] = value;
      return null;
    },
  };
}

/** The text in the attribute's type, as far as it goes; whether it fits is judged like any other value. */
function attributeValue({ type }: FieldDefinition, cell: string): Json | undefined {
  switch (type) {
    case 'int':
    case 'double':
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
    case 'bool':
      return flagOf(cell) ?? cell;
    case 'string_list':
      return cell.split(';').map((item) => item.trim());
    case 'json':
      return jsonOf(cell);
    default:
      return textOf(cell, cell.length) ?? undefined;
  }
}

const JSON_TEXT_MAX = 10_000;

function jsonOf(cell: string): Json | undefined {
  if (cell.length > JSON_TEXT_MAX || cell.includes('\\u0000')) return undefined;
  try {
    const value: Json = JSON.parse(cell);
    return value;
  } catch {
    // No JSON: the row is rejected with what was expected.
    return undefined;
  }
}

/** What the row changes, its parts put together. */
export function patchOf(row: RowDraft): RowDraft['patch'] {
  const { patch, consents, custom } = row;
  if (row.phone !== null) {
    patch.phones = [{ number: row.phone, type: row.phoneType, flags: [], verified: false }];
  }
  if (Object.keys(consents).length > 0) patch.consents = consents;
  if (Object.keys(custom).length > 0) patch.custom = custom;
  return patch;
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
