// The settings of a provider as a connector declares them: which there are, which must be there, and in words what each is.
// Addresses and secrets are no settings.

import { nearest, shown } from '../domain/rules/expression-schema.ts';
import type { ProviderSettings } from './connector.ts';

type Setting = {
  readonly type: 'text' | 'number' | 'flag';
  readonly isRequired?: true;
  /** What it is, to complete "is missing: …". */
  readonly about: string;
  readonly values?: readonly string[];
};
export type SettingList = { readonly [name: string]: Setting };

const TYPE_WORDS = { text: 'a text', number: 'a number', flag: 'true or false' } as const;
const TYPES = { text: 'string', number: 'number', flag: 'boolean' } as const;

export function checkSettings(settings: ProviderSettings, list: SettingList): readonly string[] {
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(list)) {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (value === undefined || value === '') {
      if (setting.isRequired) problems.push(`settings.${name} is missing: ${setting.about}.`);
    } else if (typeof value !== TYPES[setting.type]) {
      problems.push(`settings.${name} must be ${TYPE_WORDS[setting.type]}: ${setting.about}.`);
    } else if (setting.values !== undefined && !setting.values.includes(String(value))) {
      problems.push(`settings.${name} must be one of: ${setting.values.join(', ')}.`);
    }
  }
  const names = Object.keys(list);
  for (const name of Object.keys(settings)) {
    if (names.includes(name)) continue;
    const hint = nearest(name, names);
    const known = names.length === 0 ? 'this connector has none' : `known are ${shown(names)}`;
    problems.push(`settings.${name} is unknown: ${hint === undefined ? known : `did you mean ${hint}?`}`);
  }
  return problems;
}

export function textSetting(settings: ProviderSettings, name: string): string | null {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flagSetting(settings: ProviderSettings, name: string, unset: boolean): boolean {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
  return typeof value === 'boolean' ? value : unset;
}

export function numberSetting(settings: ProviderSettings, name: string): number | null {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
  return typeof value === 'number' ? value : null;
}
