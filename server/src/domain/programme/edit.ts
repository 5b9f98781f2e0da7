// Changes one entry of a section in a programme's files and leaves everything else as its authors wrote it, comments and order
// included. It does not know what an entry may say: what comes of it is read and checked like any other programme.
import { isMap, parseDocument, stringify } from 'yaml';
import type { JsonObject } from '../facts.ts';
import type { ProgrammeFiles } from './read.ts';

/** Long sentences stay on one line, so that a changed word is one changed line. */
const STYLE = { lineWidth: 0, aliasDuplicateObjects: false } as const;

/** The entry's definition is put where the entry stands, or into a file of its own; null takes it out, if it is there. */
export function withEntry(
  files: ProgrammeFiles,
  section: string,
  name: string,
  definition: JsonObject | null,
): ProgrammeFiles {
  const place = [section, name];
  const file = Object.keys(files).find((path) => parseDocument(files[path] ?? '').hasIn(place));
  if (file === undefined) {
    if (definition === null) return files;
    return { ...files, [newPath(files, section, name)]: stringify({ [section]: { [name]: definition } }, STYLE) };
  }
  const document = parseDocument(files[file] ?? '');
  if (definition !== null) {
    document.setIn(place, document.createNode(definition));
    return { ...files, [file]: document.toString(STYLE) };
  }
  document.deleteIn(place);
  if (isEmptyMap(document.get(section))) document.delete(section);
  const others = Object.fromEntries(Object.entries(files).filter(([path]) => path !== file));
  return isEmptyMap(document.contents) ? others : { ...others, [file]: document.toString(STYLE) };
}

function isEmptyMap(node: unknown): boolean {
  return isMap(node) && node.items.length === 0;
}

function newPath(files: ProgrammeFiles, section: string, name: string): string {
  for (let copy = 1; ; copy += 1) {
    const path = `${section}/${name}${copy === 1 ? '' : `-${copy}`}.yaml`;
    if (!Object.hasOwn(files, path)) return path;
  }
}
