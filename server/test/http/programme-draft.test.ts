// The draft of the programme over HTTP: edited by several people, planned, approved by a second person, published, rolled back.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(async () => {
  await ok('DELETE', '/v1/programme/draft');
});

async function ok(method: string, path: string, body?: unknown, authorization?: string) {
  const reply = await server.call(method, path, body, authorization === undefined ? {} : { authorization });
  assert.ok(reply.status < 300, `${method} ${path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function refused(code: string, method: string, path: string, body?: unknown, authorization?: string) {
  const reply = await server.call(method, path, body, authorization === undefined ? {} : { authorization });
  assert.equal(reply.body.code, code, JSON.stringify(reply.body));
  return reply.body;
}

const entry = (section: string, name: string) => `/v1/programme/draft/entries/${section}/${encodeURIComponent(name)}`;
const draft = () => ok('GET', '/v1/programme/draft');
const crumbs = (title: string) => ({ definition: { title, expiry: { kind: 'rolling', after: '6 months' } } });

test('without a draft the document is the live one', async () => {
  const { exists, changes, document, live_version, base_version } = await draft();
  assert.deepEqual([exists, changes, document.accounts.beans.title], [false, [], 'Beans']);
  assert.equal(base_version, live_version);
});

test('entries are written, changed and taken out in the draft alone; each change names who made it', async () => {
  const saved = await ok('PUT', entry('accounts', 'crumbs'), crumbs('Crumbs'));
  assert.deepEqual([saved.changes, saved.problems, saved.other_problems], [1, [], 0]);
  await ok('PUT', entry('settings', 'minimum_age'), { definition: 18 });
  await ok('DELETE', entry('sources', 'promo'));
  const { exists, changes, document } = await draft();
  assert.equal(exists, true);
  assert.deepEqual(
    changes.map((change: { kind: string; path: string; by: { name: string } }) => [
      change.kind,
      change.path,
      change.by.name,
    ]),
    [
      ['change', 'settings.minimum_age', 'test'],
      ['remove', 'sources.promo', 'test'],
      ['add', 'accounts.crumbs', 'test'],
    ],
  );
  assert.deepEqual([changes[0].before, changes[0].after], [13, 18]);
  assert.equal(document.settings.minimum_age, 18);
  const live = await ok('GET', '/v1/programme');
  assert.deepEqual([live.version, live.document.accounts.crumbs], [1, undefined]);
});

test('what is wrong with an entry is told where it is saved, and what it breaks elsewhere is counted', async () => {
  const wrong = await ok('PUT', entry('accounts', 'crumbs'), { definition: { titel: 'Crumbs' } });
  assert(wrong.problems.length > 0);
  assert(wrong.problems.every(({ path }: { path: string }) => path.startsWith('accounts.crumbs')));
  const gone = await ok('DELETE', entry('accounts', 'beans'));
  assert(gone.other_problems > 0);
  const { problems, plan } = await ok('POST', '/v1/programme/draft/plan');
  assert.equal(plan, null);
  assert(problems.some(({ file, line }: { file: string; line: number }) => file !== '' && line > 0));
  const { hash } = await draft();
  const told = await refused('programme_invalid', 'POST', '/v1/programme/draft/publish', { hash });
  assert(told.errors.length > 0);
});

test('a dry run tells what would be wrong and keeps nothing', async () => {
  const body = { definition: { title: 'X', expiry: { kind: 'rolling', after: 'soon' } }, dry_run: true };
  const { problems, changes } = await ok('PUT', entry('accounts', 'crumbs'), body);
  assert.deepEqual([problems[0].path, changes], ['accounts.crumbs.expiry.after', 0]);
  assert.equal((await draft()).exists, false);
});

test('one change is taken back, or all; with the last one the draft is over', async () => {
  await ok('PUT', entry('accounts', 'crumbs'), crumbs('Crumbs'));
  await ok('PUT', entry('accounts', 'beans'), { definition: { title: 'Coffee beans', default: true } });
  await ok('POST', `${entry('accounts', 'crumbs')}/discard`);
  assert.deepEqual(
    (await draft()).changes.map(({ path }: { path: string }) => path),
    ['accounts.beans'],
  );
  await ok('POST', `${entry('accounts', 'beans')}/discard`);
  const { exists, changed_files } = await draft();
  assert.deepEqual([exists, changed_files], [false, []]);
});

test('whoever did not see the last change of an entry is refused; other entries are nobody else’s business', async () => {
  const { revision } = await ok('PUT', entry('accounts', 'crumbs'), crumbs('Mine'));
  await ok('PUT', entry('accounts', 'crumbs'), { ...crumbs('Yours'), revision });
  const told = await refused('draft_changed', 'PUT', entry('accounts', 'crumbs'), { ...crumbs('Mine'), revision });
  assert.match(told.detail, /test changed accounts\.crumbs/);
  await ok('PUT', entry('settings', 'minimum_age'), { definition: 16, revision });
});

test('two who change different entries at once both keep what they did', async () => {
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => ok('PUT', entry('sources', name), { definition: { title: name } })),
  );
  const { changes } = await draft();
  assert.deepEqual(changes.map(({ name }: { name: string }) => name).toSorted(), ['a', 'b', 'c', 'd']);
});

test('files are taken as they are written, comments included; what cannot be read is refused with its line', async () => {
  const { files, revision } = await ok('GET', '/v1/programme/draft/files');
  const told = await refused('programme_invalid', 'PUT', '/v1/programme/draft/files', {
    files: { ...files, 'x.yaml': 'accounts:\n  a: [\n' },
  });
  assert.deepEqual([told.errors[0].file, told.errors[0].line > 0], ['x.yaml', true]);
  const text = `# By hand.\n${files['accounts.yaml']}`;
  const put = await ok('PUT', '/v1/programme/draft/files', { files: { ...files, 'accounts.yaml': text }, revision });
  assert.deepEqual([put.exists, put.changes, put.changed_files], [true, [], ['accounts.yaml']]);
  assert.equal((await ok('GET', '/v1/programme/draft/files')).files['accounts.yaml'], text);
});

test('a plan says what changes and for how many; published is exactly what was planned, with its note', async () => {
  await ok('POST', '/v1/customers', { identifiers: [{ value: 'ann' }], first_name: 'Ann', opted_in: true });
  await ok('POST', '/v1/customers/external:ann/deposits', { deposits: [{ source: 'care', amount: 5 }] });
  const { document } = await draft();
  await ok('PUT', entry('accounts', 'beans'), { definition: { ...document.accounts.beans, title: 'Coffee beans' } });
  const { plan, hash } = await ok('POST', '/v1/programme/draft/plan');
  assert.deepEqual(plan.changes, [
    { kind: 'change', path: 'accounts.beans.title', before: 'Beans', after: '"Coffee beans"', customers: 1 },
  ]);
  await ok('PUT', entry('settings', 'minimum_age'), { definition: 16 });
  await refused('draft_changed', 'POST', '/v1/programme/draft/publish', { hash });
  const second = await ok('POST', '/v1/programme/draft/plan');
  const published = await ok('POST', '/v1/programme/draft/publish', { hash: second.hash, note: 'Names' });
  assert.equal(published.unchanged, false);
  const { items } = await ok('GET', '/v1/programme/versions');
  assert.deepEqual([items[0].version, items[0].note, items[0].approved_by], [published.version, 'Names', null]);
  assert.equal((await draft()).exists, false);
  await refused('draft_missing', 'POST', '/v1/programme/draft/publish', { hash: second.hash });
});

test('what went live meanwhile is joined in entry by entry, and what both changed is told', async () => {
  const before = await draft();
  await ok('PUT', entry('sources', 'web'), { definition: { title: 'Mine' } });
  await ok('PUT', entry('accounts', 'crumbs'), crumbs('Crumbs'));
  const document = { ...before.document, sources: { ...before.document.sources, web: { title: 'Theirs' } } };
  const { version } = await ok('POST', '/v1/programme/apply', { document });
  const behind = await draft();
  assert.deepEqual([behind.behind, behind.conflicts.length], [true, 1]);
  await refused('draft_behind', 'POST', '/v1/programme/draft/publish', { hash: behind.hash });
  const { conflicts, draft: same } = await ok('POST', '/v1/programme/draft/rebase', {});
  assert.deepEqual(conflicts, [
    { section: 'sources', name: 'web', base: { title: 'Web' }, draft: { title: 'Mine' }, live: { title: 'Theirs' } },
  ]);
  assert.equal(same.base_version, behind.base_version);
  const keep = [{ section: 'sources', name: 'web', side: 'draft' }];
  const settled = await ok('POST', '/v1/programme/draft/rebase', { keep });
  assert.deepEqual([settled.conflicts, settled.draft.behind, settled.draft.base_version], [[], false, version]);
  assert.deepEqual(
    settled.draft.changes.map(({ path, before: was }: { path: string; before: unknown }) => [path, was]),
    [
      ['sources.web', { title: 'Theirs' }],
      ['accounts.crumbs', null],
    ],
  );
  await ok('POST', '/v1/programme/draft/publish', { hash: settled.draft.hash });
});

test('the files of an earlier version are published as a new one, its plan first', async () => {
  const { live_version: from } = await draft();
  await ok('PUT', entry('sources', 'gift'), { definition: { title: 'Gifts' } });
  const { hash } = await draft();
  const { version: to } = await ok('POST', '/v1/programme/draft/publish', { hash });
  const diff = await ok('GET', `/v1/programme/diff?from=${from}&to=${to}`);
  assert.deepEqual(
    diff.changes.map(({ kind, path }: { kind: string; path: string }) => [kind, path]),
    [['add', 'sources.gift']],
  );
  const plan = await ok('POST', `/v1/programme/versions/${from}/plan`);
  assert.deepEqual(
    plan.changes.map(({ kind, path }: { kind: string; path: string }) => [kind, path]),
    [['remove', 'sources.gift']],
  );
  const back = `/v1/programme/versions/${from}/roll-back`;
  await refused('programme_changed', 'POST', back, { expected_version: from });
  const rolled = await ok('POST', back, { expected_version: plan.live_version });
  assert.equal(rolled.version, to + 1);
  const { items } = await ok('GET', '/v1/programme/versions');
  assert.equal(items[0].note, `Rolled back to version ${from}`);
  await refused('not_found', 'POST', '/v1/programme/versions/999/roll-back', {});
});

test('where a second person has to agree, nothing is published without one, and only what they saw', async () => {
  const other = (await server.makeKey(['programme:write', 'programme:read'])).authorization;
  await ok('PUT', entry('settings', 'publish_approval'), { definition: true });
  await ok('POST', '/v1/programme/draft/publish', { hash: (await draft()).hash });
  const { document, live_version } = await draft();
  assert.equal(document.settings.publish_approval, true);
  // No way round it: not over the files, not by rolling back, not by the entry's own address.
  const without = { ...document, settings: {} };
  await refused('approval_needed', 'POST', '/v1/programme/apply', { document: without });
  await refused('approval_needed', 'POST', `/v1/programme/versions/${live_version - 1}/roll-back`, {});
  await refused('approval_needed', 'PUT', '/v1/offers/cup', {
    definition: { title: 'Cup', type: 'manual_fulfillment' },
  });
  // Not by a draft that switches it off either.
  await ok('DELETE', entry('settings', 'publish_approval'));
  const first = (await draft()).hash;
  await refused('approval_needed', 'POST', '/v1/programme/draft/publish', { hash: first });
  await refused('not_submitted', 'POST', '/v1/programme/draft/approve', { hash: first }, other);
  const submitted = await ok('POST', '/v1/programme/draft/submit', { hash: first, note: 'Please' });
  assert.deepEqual([submitted.approval.needed, submitted.approval.submitted.note], [true, 'Please']);
  await refused('own_submission', 'POST', '/v1/programme/draft/approve', { hash: first });
  await ok('POST', '/v1/programme/draft/approve', { hash: first }, other);
  // A change takes submission and approval back.
  await ok('PUT', entry('sources', 'late'), { definition: { title: 'Late' } });
  const changed = await draft();
  assert.deepEqual([changed.approval.submitted, changed.approval.approved], [null, null]);
  await refused('draft_changed', 'POST', '/v1/programme/draft/publish', { hash: first });
  await refused('approval_needed', 'POST', '/v1/programme/draft/publish', { hash: changed.hash });
  await ok('POST', '/v1/programme/draft/submit', { hash: changed.hash }, other);
  await ok('POST', '/v1/programme/draft/send-back', { hash: changed.hash, note: 'Not yet' });
  await refused('not_submitted', 'POST', '/v1/programme/draft/approve', { hash: changed.hash });
  await ok('POST', '/v1/programme/draft/submit', { hash: changed.hash, note: 'Again' }, other);
  await ok('POST', '/v1/programme/draft/approve', { hash: changed.hash });
  const { version } = await ok('POST', '/v1/programme/draft/publish', { hash: changed.hash }, other);
  const { items } = await ok('GET', '/v1/programme/versions');
  assert.deepEqual([items[0].version, items[0].note, items[0].approved_by], [version, 'Again', 'test']);
});

test('whoever may only read the programme changes nothing of its draft', async () => {
  const reader = (await server.makeKey(['programme:read'])).authorization;
  await ok('GET', '/v1/programme/draft', undefined, reader);
  await refused('forbidden', 'PUT', entry('accounts', 'crumbs'), crumbs('Crumbs'), reader);
  await refused('forbidden', 'POST', '/v1/programme/draft/plan', undefined, reader);
});
