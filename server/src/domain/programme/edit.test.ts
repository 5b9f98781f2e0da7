// Editing entries of files: what else stands there stays as its authors wrote it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { withEntry } from './edit.ts';
import { entriesOf, SECTIONS } from './entries.ts';
import { mergeFiles } from './read.ts';
import { haveSameText, rebase } from './rebase.ts';
import { programmeSchema } from './schema.ts';

const ACCOUNTS = `# What members collect.
accounts:
  beans:
    title: Beans
    default: true # spending draws from here
    expiry:
      kind: rolling # each deposit for itself
      after: 12 months
  crumbs:
    title: Crumbs
`;
const files = { 'accounts.yaml': ACCOUNTS, 'programme.yaml': 'name: shop\ntitle: Shop\n' };

test('every section of the schema is one of entries, or a key of the head', () => {
  const { settings, accounts } = programmeSchema.shape;
  assert(settings !== undefined && accounts !== undefined);
  const head = ['name', 'title', 'time_zone', 'language', 'currency', 'audit_feed', 'programme'];
  const known = [...head, ...SECTIONS.filter((section) => section !== 'programme')];
  assert.deepEqual([...Object.keys(programmeSchema.shape), 'programme'].toSorted(), known.toSorted());
});

test('a changed value is one changed line, and comments stay', () => {
  const definition = { title: 'Beans', default: true, expiry: { kind: 'rolling', after: '24 months' } };
  const after = withEntry(files, { section: 'accounts', name: 'beans' }, definition);
  assert.equal(after['accounts.yaml'], ACCOUNTS.replace('12 months', '24 months'));
});

test('keys that are gone go, keys that are new come last, other entries stay', () => {
  const after = withEntry(files, { section: 'accounts', name: 'beans' }, { title: 'Coffee beans', negative: true });
  assert.deepEqual(parse(after['accounts.yaml'] ?? ''), {
    accounts: { beans: { title: 'Coffee beans', negative: true }, crumbs: { title: 'Crumbs' } },
  });
});

test('a new entry gets a file of its own; what cannot be a file name does not become one', () => {
  const after = withEntry(files, { section: 'tags', name: '../a b/ü' }, { cap: 3 });
  assert.deepEqual(Object.keys(after).toSorted(), ['accounts.yaml', 'programme.yaml', 'tags/-a-b-.yaml']);
  assert.deepEqual(mergeFiles(after).issues, []);
  assert.deepEqual(mergeFiles(after).input.tags, { '../a b/ü': { cap: 3 } });
});

test('settings and the head are written where the head stands, and taken out again', () => {
  const key = { section: 'settings', name: 'minimum_age' } as const;
  const after = withEntry(withEntry(files, key, 16), { section: 'programme', name: 'currency' }, 'EUR');
  assert.equal(after['programme.yaml'], 'name: shop\ntitle: Shop\nsettings:\n  minimum_age: 16\ncurrency: EUR\n');
  const back = withEntry(withEntry(after, key, null), { section: 'programme', name: 'currency' }, null);
  assert(haveSameText(back, files));
});

test('an entry that is repeated through an anchor changes alone', () => {
  const anchored = { 'a.yaml': 'accounts:\n  a: &x { title: A }\n  b: *x\n' };
  const after = withEntry(anchored, { section: 'accounts', name: 'a' }, { title: 'New' });
  assert.deepEqual(mergeFiles(after).input, { accounts: { a: { title: 'New' }, b: { title: 'A' } } });
});

test('the last entry of a section takes the section and its file along', () => {
  const one = withEntry(files, { section: 'tags', name: 'vip' }, {});
  assert(haveSameText(withEntry(one, { section: 'tags', name: 'vip' }, null), files));
});

const edited = (name: string, definition: object | null) =>
  withEntry(files, { section: 'accounts', name }, definition === null ? null : { ...definition });
const titles = (of: typeof files | ReturnType<typeof edited>) =>
  [...entriesOf(mergeFiles(of).input).values()].map(({ key, value }) => [key.name, Object(value).title ?? value]);

test('of different entries of one file a draft and a newer version both keep what they changed', () => {
  const { files: after, conflicts } = rebase(
    { base: files, draft: edited('crumbs', { title: 'Mine' }), live: edited('beans', { title: 'Theirs' }) },
    new Map(),
  );
  assert.deepEqual(conflicts, []);
  assert.deepEqual(titles(after).slice(0, 2), [
    ['beans', 'Theirs'],
    ['crumbs', 'Mine'],
  ]);
});

test('what both changed is a conflict until somebody says whose is kept; the same change is none', () => {
  const sides = { base: files, draft: edited('beans', { title: 'Mine' }), live: edited('beans', { title: 'Theirs' }) };
  const { conflicts } = rebase(sides, new Map());
  assert.deepEqual(
    conflicts.map(({ section, name, live }) => [section, name, live]),
    [['accounts', 'beans', { title: 'Theirs' }]],
  );
  for (const [side, title] of [
    ['draft', 'Mine'],
    ['live', 'Theirs'],
  ] as const) {
    const settled = rebase(sides, new Map([['accounts.beans', side]]));
    assert.deepEqual(settled.conflicts, []);
    assert.deepEqual(titles(settled.files)[0], ['beans', title]);
  }
  assert.deepEqual(rebase({ ...sides, live: sides.draft }, new Map()).conflicts, []);
});

test('taken out here and changed there is a conflict, too; files that only the draft touched keep their comments', () => {
  const draft = { ...edited('crumbs', null), 'programme.yaml': '# Ours\nname: shop\ntitle: Shop\n' };
  const live = edited('crumbs', { title: 'Theirs' });
  const { conflicts } = rebase({ base: files, draft, live }, new Map());
  assert.deepEqual(
    conflicts.map(({ name, draft: mine }) => [name, mine]),
    [['crumbs', null]],
  );
  const settled = rebase({ base: files, draft, live }, new Map([['accounts.crumbs', 'draft']]));
  assert.equal(settled.files['programme.yaml'], draft['programme.yaml']);
  assert.deepEqual(
    titles(settled.files).map(([name]) => name),
    ['beans', 'name', 'title'],
  );
});
