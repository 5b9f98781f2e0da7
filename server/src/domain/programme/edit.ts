// Changes one entry of a programme's files and leaves everything else as its authors wrote it, comments and order included: of
// the entry itself, too, what stays the same keeps its comments. It does not know what an entry may say: what comes of it is
// read and checked like any other programme.
import { Document, isMap, isNode, isScalar, isSeq, type Node, type ParsedNode, parseDocument, visit } from 'yaml';
import { isJsonObject, type Json } from '../facts.ts';
import { type EntryKey, HEAD, pathOf } from './entries.ts';
import type { ProgrammeFiles } from './read.ts';

/** Long sentences stay on one line, so that a changed word is one changed line. */
const STYLE = { lineWidth: 0, aliasDuplicateObjects: false } as const;
/** Entries get a file of their own until there are so many: a programme may have 200. */
const OWN_FILES_MAX = 150;
const FILE_NAME_MAX = 60;
const HEAD_FILE = 'programme.yaml';

type Yaml = Document<Node> | Document.Parsed<ParsedNode>;

/** The entry's definition is put where the entry stands, or into a file of its own; null takes it out, if it is there. */
export function withEntry(files: ProgrammeFiles, key: EntryKey, definition: Json): ProgrammeFiles {
  const place = pathOf(key);
  const file = Object.keys(files).find((path) => parseDocument(files[path] ?? '').hasIn(place));
  if (file === undefined) return definition === null ? files : added(files, key, definition);
  const document = editable(files[file] ?? '');
  if (definition !== null) {
    put(document, place, definition);
    return { ...files, [file]: document.toString(STYLE) };
  }
  document.deleteIn(place);
  if (place.length > 1 && isEmptyMap(document.get(key.section))) document.delete(key.section);
  const others = Object.fromEntries(Object.entries(files).filter(([path]) => path !== file));
  return isEmptyMap(document.contents) ? others : { ...others, [file]: document.toString(STYLE) };
}

function added(files: ProgrammeFiles, key: EntryKey, definition: Json): ProgrammeFiles {
  const file = fileFor(files, key);
  const document = editable(files[file] ?? '');
  put(document, pathOf(key), definition);
  return { ...files, [file]: document.toString(STYLE) };
}

/** An anchor that was changed would change whatever repeats it: such a file is written anew, without anchors. */
function editable(text: string): Yaml {
  const document = parseDocument(text);
  let hasAliases = false;
  visit(document, {
    Alias: () => {
      hasAliases = true;
      return visit.BREAK;
    },
  });
  return hasAliases ? new Document(document.toJS(), STYLE) : document;
}

function put(document: Yaml, place: ReturnType<typeof pathOf>, definition: Json): void {
  if (document.contents === null) document.contents = new Document({}).contents;
  const section = document.get(place[0]);
  if (place.length > 1 && !isMap(section)) document.set(place[0], document.createNode({}));
  const there: unknown = document.getIn(place, true);
  document.setIn(place, patched(document, isNode(there) ? there : null, definition));
}

function patched(document: Yaml, node: Node | null, value: Json): Node {
  if (isMap(node) && isJsonObject(value)) {
    for (const key of node.items.map((item) => (isScalar(item.key) ? item.key.value : item.key)))
      if (typeof key !== 'string' || !Object.hasOwn(value, key)) node.delete(key);
    for (const [key, part] of Object.entries(value))
      node.set(key, patched(document, nodeOf(node.get(key, true)), part));
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    const items = value.map((part, index) => patched(document, nodeOf(node.get(index, true)), part));
    node.items = items;
    return node;
  }
  if (!isScalar(node)) return document.createNode(value);
  if (node.value === value) return node;
  const next = document.createNode(value);
  if (node.comment !== undefined) next.comment = node.comment;
  if (node.commentBefore !== undefined) next.commentBefore = node.commentBefore;
  return next;
}

function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

function isEmptyMap(node: unknown): boolean {
  return isMap(node) && node.items.length === 0;
}

/** Settings and the head stand together; other entries get a file of their own. */
function fileFor(files: ProgrammeFiles, { section, name }: EntryKey): string {
  if (section === HEAD || section === 'settings') {
    const wanted = section === HEAD ? 'name' : section;
    return Object.keys(files).find((path) => parseDocument(files[path] ?? '').has(wanted)) ?? HEAD_FILE;
  }
  const together = `${section}.yaml`;
  if (Object.keys(files).length >= OWN_FILES_MAX) return together;
  const own =
    name
      .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
      .replace(/^\.+/, '')
      .slice(0, FILE_NAME_MAX) || 'entry';
  for (let copy = 1; ; copy += 1) {
    const path = `${section}/${own}${copy === 1 ? '' : `-${copy}`}.yaml`;
    if (!Object.hasOwn(files, path)) return path;
  }
}
