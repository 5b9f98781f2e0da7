// Writes a phone number as E.164, as far as that can be known without a directory of numbers: from a number with its country,
// or a national one of a customer whose country is known. It does not check whether a number can be called.

/** The calling code of a country, and the digit that national numbers begin with there; '' where they have none. */
const CODES: { readonly [country: string]: readonly [code: string, trunk: string] } = {
  AE: ['971', '0'],
  AR: ['54', '0'],
  AT: ['43', '0'],
  AU: ['61', '0'],
  BA: ['387', '0'],
  BD: ['880', '0'],
  BE: ['32', '0'],
  BG: ['359', '0'],
  BR: ['55', '0'],
  CA: ['1', '1'],
  CH: ['41', '0'],
  CL: ['56', ''],
  CN: ['86', '0'],
  CO: ['57', ''],
  CY: ['357', ''],
  CZ: ['420', ''],
  DE: ['49', '0'],
  DK: ['45', ''],
  EE: ['372', ''],
  EG: ['20', '0'],
  ES: ['34', ''],
  FI: ['358', '0'],
  FR: ['33', '0'],
  GB: ['44', '0'],
  GR: ['30', ''],
  HK: ['852', ''],
  HR: ['385', '0'],
  HU: ['36', '06'],
  ID: ['62', '0'],
  IE: ['353', '0'],
  IL: ['972', '0'],
  IN: ['91', '0'],
  IS: ['354', ''],
  IT: ['39', ''],
  JP: ['81', '0'],
  KE: ['254', '0'],
  KR: ['82', '0'],
  KW: ['965', ''],
  LT: ['370', '0'],
  LU: ['352', ''],
  LV: ['371', ''],
  MA: ['212', '0'],
  MT: ['356', ''],
  MX: ['52', ''],
  MY: ['60', '0'],
  NG: ['234', '0'],
  NL: ['31', '0'],
  NO: ['47', ''],
  NZ: ['64', '0'],
  PE: ['51', '0'],
  PH: ['63', '0'],
  PK: ['92', '0'],
  PL: ['48', ''],
  PT: ['351', ''],
  QA: ['974', ''],
  RO: ['40', '0'],
  RS: ['381', '0'],
  SA: ['966', '0'],
  SE: ['46', '0'],
  SG: ['65', ''],
  SI: ['386', '0'],
  SK: ['421', '0'],
  TH: ['66', '0'],
  TR: ['90', '0'],
  TW: ['886', '0'],
  UA: ['380', '0'],
  US: ['1', '1'],
  VN: ['84', '0'],
  ZA: ['27', '0'],
};

/** Digits with their country; E.164 has at most 15, and fewer than 7 are no number of a person. */
const WRITABLE = /^[1-9]\d{6,14}$/;
/** `(0)` inside an international number is for those who dial it at home. */
const HOME_DIGIT = /\(0\)/g;
const SEPARATORS = /[\s().\-/\u00a0]/g;

/** `+41793026727`; null when it cannot be written so. `country`: ISO 3166 with two letters, of the customer; null: unknown. */
export function e164(number: string, country: string | null): string | null {
  const isAbroad = /^\s*(\+|00)/.test(number);
  const digits = (isAbroad ? number.replaceAll(HOME_DIGIT, '') : number).replaceAll(SEPARATORS, '');
  const plain = /^(?:\+|00)?(\d+)$/.exec(digits)?.[1];
  if (plain === undefined) return null;
  const whole = isAbroad ? plain : withCountry(plain, country);
  return whole !== null && WRITABLE.test(whole) ? `+${whole}` : null;
}

function withCountry(digits: string, country: string | null): string | null {
  const known = country === null ? undefined : CODES[country.trim().toUpperCase()];
  if (known === undefined) return null;
  const [code, trunk] = known;
  return code + (trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits);
}
