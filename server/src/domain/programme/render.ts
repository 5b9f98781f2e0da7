// Writes a document that came without files (posted as JSON) as the files that an author would keep: one per section.
// Reading them again gives the same document; texts that authors wrote are never passed through here.

import { stringify } from 'yaml';
import type { Json, JsonObject } from '../facts.ts';
import type { ProgrammeFiles } from './read.ts';

const FIRST_FILE = 'programme.yaml';
const SECTIONS = [
  'accounts',
  'sources',
  'attributes',
  'events',
  'audiences',
  'tier_systems',
  'offers',
  'promo_lists',
  'providers',
  'messages',
  'campaigns',
];

export function renderFiles(input: JsonObject): ProgrammeFiles {
  const rest = Object.entries(input).filter(([section]) => !SECTIONS.includes(section));
  const files: [string, Json][] = [[FIRST_FILE, Object.fromEntries(rest)]];
  for (const section of SECTIONS) {
    const value = Object.hasOwn(input, section) ? input[section] : undefined;
    if (value !== undefined) files.push([`${section}.yaml`, { [section]: value }]);
  }
  // Long sentences stay on one line, so that a changed word is one changed line.
  return Object.fromEntries(
    files.map(([file, value]) => [file, stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })]),
  );
}
