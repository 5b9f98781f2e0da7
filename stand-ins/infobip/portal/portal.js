// Draws the account and looks again each second. The address after # says which screen; only what changed is drawn anew.

const TABS = [
  ['people', 'People', 'people'],
  ['events', 'Events', 'events'],
  ['attributes', 'Custom attributes', 'attributes'],
  ['tags', 'Tags', 'tags'],
  ['definitions', 'Event definitions', 'definitions'],
  ['flows', 'Flows', 'flows'],
  ['requests', 'Requests', 'violations'],
];
const EVERY_MS = 1000;
const at = (id) => document.getElementById(id);
const search = at('search');
const tag = at('tag');
let drawn = '';
let known = new Set();

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const card = (title, ...children) =>
  make('section', { class: 'card' }, title ? make('h2', {}, title) : null, ...children);
const tags = (names) => names.map((name) => make('span', { class: 'tag' }, name));
const time = (text) => (text ? make('time', { datetime: text }, text.replace('T', ' ').replace(/\.\d+Z$/, '')) : '');
const shown = (value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));
const personLink = (id, text) => make('a', { href: `#/person/${id}` }, text || `Person ${id}`);

/** Rows that were not there before light up once. */
function table(caption, heads, rows) {
  if (rows.length === 0) return make('p', { class: 'quiet' }, 'Nothing yet.');
  const body = rows.map(({ key, cells }) => {
    const isFresh = drawn !== '' && !known.has(key);
    known.add(key);
    const [first, ...others] = cells.map((cell) => (cell === null || cell === undefined ? '' : cell));
    return make(
      'tr',
      { class: isFresh ? 'fresh' : null },
      make('th', { scope: 'row' }, first),
      others.map((cell) => make('td', {}, cell)),
    );
  });
  return make(
    'table',
    {},
    caption ? make('caption', {}, caption) : null,
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        heads.map((head) => make('th', { scope: 'col' }, head)),
      ),
    ),
    make('tbody', {}, body),
  );
}

const pairs = (caption, values) =>
  table(
    caption,
    ['Attribute', 'Value'],
    values.map(([name, value]) => ({ key: `${name} ${shown(value)}`, cells: [name, shown(value)] })),
  );

const eventTable = (events, withPerson) =>
  table(
    '',
    withPerson ? ['Event', 'Person', 'Occurred (UTC)', 'Properties'] : ['Event', 'Occurred (UTC)', 'Properties'],
    events.map((event) => ({
      key: event.eventId,
      cells: [
        event.title,
        ...(withPerson ? [personLink(event.personId, event.person)] : []),
        time(event.occurredTime),
        Object.entries(event.properties)
          .map(([name, value]) => `${name}: ${shown(value)}`)
          .join(', '),
      ],
    })),
  );

/** Of loyalty first, then by name. */
function byLoyalty([one], [other]) {
  const rank = (name) => (name.startsWith('Loyalty') ? 0 : 1);
  return rank(one) - rank(other) || one.localeCompare(other);
}

const SCREENS = {
  people: ({ total, rows }) => [
    card(
      '',
      table(
        total > rows.length ? `The ${rows.length} changed last of ${total}` : `${total} in all, changed last first`,
        ['Name', 'External ID', 'E-mail', 'Phone', 'Tags', 'Changed (UTC)'],
        rows.map((row) => ({
          key: `${row.id} ${row.modifiedAt}`,
          cells: [
            personLink(row.id, row.name),
            row.externalId,
            row.email,
            row.phone,
            tags(row.tags),
            time(row.modifiedAt),
          ],
        })),
      ),
    ),
  ],
  person: (person) =>
    person === null
      ? [card('', make('p', {}, 'This person is not in the account any more.'))]
      : [
          make(
            'p',
            {},
            tags(person.tags),
            person.flows.map((name) => make('span', { class: 'tag' }, `In flow: ${name}`)),
          ),
          make(
            'div',
            { class: 'columns' },
            card('Custom attributes', pairs('', Object.entries(person.custom).sort(byLoyalty))),
            make(
              'div',
              {},
              card('Events', eventTable(person.events, false)),
              card(
                'Contacts',
                pairs('', [
                  ...person.emails.map((one) => ['E-mail', one]),
                  ...person.phones.map((one) => ['Phone', one]),
                ]),
              ),
              card(
                'Standard attributes',
                pairs(
                  '',
                  Object.entries(person.standard).filter(([name]) => name !== 'tags'),
                ),
              ),
            ),
          ),
        ],
  events: (events) => [card('', eventTable(events, true))],
  attributes: (rows) => [
    card(
      '',
      table(
        '',
        ['Name', 'Type', 'Made (UTC)'],
        rows.map((row) => ({ key: row.name, cells: [row.name, row.dataType, time(row.createdAt)] })),
      ),
    ),
  ],
  tags: (rows) => [
    card(
      '',
      table(
        '',
        ['Tag', 'People', 'Made (UTC)'],
        rows.map((row) => ({ key: row.name, cells: [row.name, String(row.people), time(row.createdAt)] })),
      ),
    ),
  ],
  definitions: (rows) => [
    card(
      '',
      table(
        '',
        ['Title', 'ID', 'About', 'Fields'],
        rows.map((row) => ({
          key: row.definitionId,
          cells: [row.title, row.definitionId, row.description, row.fields],
        })),
      ),
    ),
  ],
  flows: (rows) =>
    rows.map((flow) =>
      card(
        `${flow.name} (${flow.campaignId})`,
        make(
          'p',
          { class: flow.isActive ? 'good' : 'bad' },
          `${flow.isActive ? 'Active' : 'Not active'}, ${flow.inside} in it`,
        ),
        table(
          'Participants, added last first',
          ['Contact', 'Status', 'Why', 'Variables'],
          flow.participants.map((one, index) => ({
            key: `${flow.campaignId} ${index} ${one.contact} ${one.status}`,
            cells: [
              one.personId === null ? one.contact : personLink(one.personId, one.contact),
              make(
                'span',
                { class: one.status === 'REJECTED' ? 'bad' : one.status === 'ACCEPTED' ? 'good' : 'quiet' },
                one.status,
              ),
              one.errorReason,
              shown(one.variables),
            ],
          })),
        ),
      ),
    ),
  requests: ({ answers, violations }) => [
    card(
      'Answers',
      table(
        'Since this stand-in was started',
        ['Operation and status', 'Times'],
        answers.map((row) => ({ key: row.answer, cells: [row.answer, String(row.times)] })),
      ),
    ),
    card(
      'Not valid by the specification',
      table(
        '',
        ['Request', 'Why'],
        violations.map((row, index) => ({ key: `${index} ${row.request} ${row.why}`, cells: [row.request, row.why] })),
      ),
    ),
  ],
};

function screen() {
  const [, view = 'people', id = ''] = location.hash.split('/');
  return SCREENS[view] ? { view, id } : { view: 'people', id: '' };
}

function drawTabs(view, totals) {
  at('tabs').replaceChildren(
    ...TABS.map(([name, title, total]) => {
      const isHere = view === name || (view === 'person' && name === 'people');
      const count = name === 'requests' ? (totals[total] > 0 ? `${totals[total]} not valid` : '') : totals[total];
      return make(
        'li',
        {},
        make(
          'a',
          { href: `#/${name}`, 'aria-current': isHere ? 'page' : null },
          `${title} `,
          make('span', { class: 'total' }, `${count}`),
        ),
      );
    }),
  );
}

/** Draws what came, unless it is what stands there. */
function draw(view, text) {
  if (text === drawn) return;
  const { totals, shown: found } = JSON.parse(text);
  const focused = document.activeElement?.closest('nav') ? document.activeElement.getAttribute('href') : null;
  drawTabs(view, totals);
  if (focused !== null) document.querySelector(`nav a[href="${focused}"]`)?.focus();
  const title = view === 'person' ? found?.name || 'Person' : TABS.find(([name]) => name === view)[1];
  at('title').textContent = title;
  document.title = `${title} – Infobip stand-in`;
  at('filters').hidden = view !== 'people';
  if (view === 'people') drawOptions(found.tags);
  at('view').replaceChildren(...SCREENS[view](found));
  drawn = text;
}

function drawOptions(names) {
  const there = [...tag.options].slice(1).map((option) => option.value);
  if (JSON.stringify(there) === JSON.stringify(names)) return;
  const chosen = tag.value;
  tag.replaceChildren(
    make('option', { value: '' }, 'All'),
    ...names.map((name) => make('option', { value: name }, name)),
  );
  tag.value = names.includes(chosen) ? chosen : '';
}

async function look() {
  const { view, id } = screen();
  const query = new URLSearchParams({ view, id, search: search.value, tag: tag.value });
  try {
    const answer = await fetch(`/portal/data?${query}`);
    const text = await answer.text();
    if (screen().view === view && screen().id === id) draw(view, text);
    at('lost').hidden = true;
  } catch {
    at('lost').hidden = false;
  }
}

/** Another screen is drawn whole, and nothing on it is new. */
function turn() {
  drawn = '';
  known = new Set();
  look();
}

addEventListener('hashchange', () => {
  turn();
  at('content').focus();
});
search.addEventListener('input', turn);
tag.addEventListener('change', turn);
at('filters').addEventListener('submit', (event) => event.preventDefault());
turn();
setInterval(look, EVERY_MS);
