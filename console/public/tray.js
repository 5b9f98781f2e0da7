// The message tray in the browser: asks /v1 with the reader's key and shows what it answers. What comes from messages is put
// in as text; HTML of e-mails stands in a frame that may run nothing, load nothing and lead nowhere.

const EVERY_MS = 5_000;
const PAGE = 50;
/** Of this tab; closing it forgets the key. */
const STORE = 'laurel-key';

const byId = (id) => document.getElementById(id);
const entrance = byId('entrance');

let items = [];
let next = null;
let providers = new Map();
let shownId = null;

class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function ask(path) {
  const response = await fetch(path, {
    headers: { authorization: `Bearer ${sessionStorage.getItem(STORE)}` },
    // Else the browser would ask for a password of its own.
    credentials: 'omit',
  });
  const body = await response.json();
  if (!response.ok) throw new Refusal(response.status, body.detail);
  return body;
}

async function refresh() {
  try {
    const page = await ask(`/v1/tray?limit=${PAGE}`);
    if (page.items.some(({ provider }) => !providers.has(provider))) await learnProviders();
    const last = page.items.at(-1);
    const older = page.next === null ? [] : items.filter(({ id }) => id < last.id);
    if (older.length === 0) next = page.next;
    show([...page.items, ...older]);
  } catch (error) {
    fail(error);
  }
}

async function learnProviders() {
  const { items: found } = await ask('/v1/providers');
  providers = new Map(found.map((one) => [one.provider, one]));
}

async function readOlder() {
  try {
    const page = await ask(`/v1/tray?limit=${PAGE}&after=${encodeURIComponent(next)}`);
    next = page.next;
    const known = new Set(items.map(({ id }) => id));
    show([...items, ...page.items.filter(({ id }) => !known.has(id))]);
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) return leave(error.message);
  byId('state').textContent =
    error instanceof Refusal ? error.message : 'The server does not answer. Trying again every few seconds.';
}

function leave(reason) {
  sessionStorage.removeItem(STORE);
  items = [];
  shownId = null;
  byId('refusal').textContent = reason;
  byId('list').replaceChildren();
  byId('message').replaceChildren();
  openOrAsk();
}

function openOrAsk() {
  const isOpen = sessionStorage.getItem(STORE) !== null;
  entrance.hidden = isOpen;
  byId('tray').hidden = !isOpen;
  byId('leave').hidden = !isOpen;
  if (isOpen) refresh();
}

function show(found) {
  const isSame = found.length === items.length && found.every(({ id }, index) => id === items[index].id);
  items = found;
  byId('older').hidden = next === null;
  byId('state').textContent = stateWords();
  if (!isSame) byId('list').replaceChildren(...items.map(lineOf));
  choose();
}

function stateWords() {
  if (items.length === 0)
    return 'The tray is empty. Messages of providers without an address appear here by themselves.';
  return `${items.length}${next === null ? '' : ' newest'} ${items.length === 1 ? 'message' : 'messages'}`;
}

function lineOf(item) {
  const at = make('time', timeOf(item.at));
  at.dateTime = item.at;
  const subject = make('span', item.subject ?? `${item.message} to ${item.provider}`);
  subject.className = 'subject';
  const button = make('button', make('strong', item.to ?? item.customer_id), at, subject);
  button.type = 'button';
  button.dataset.id = item.id;
  button.addEventListener('click', () => {
    // Also for the one that is shown: a link in it may have been followed, which leads nowhere.
    shownId = null;
    location.hash = item.id;
    choose();
  });
  return make('li', button);
}

/** The address of the page says which message is chosen; without one it is the newest. */
function choose() {
  const item = items.find(({ id }) => id === location.hash.slice(1)) ?? items[0];
  for (const button of byId('list').querySelectorAll('button'))
    button.setAttribute('aria-current', String(button.dataset.id === item?.id));
  if (item === undefined) byId('message').replaceChildren();
  if (item === undefined || item.id === shownId) return;
  shownId = item.id;
  byId('message').replaceChildren(...detailOf(item));
}

function detailOf(item) {
  const why = make('p', whyOf(item));
  why.className = 'why';
  return [
    make('h2', item.subject ?? item.message),
    why,
    termsOf(item),
    ...(item.html === null ? [] : [make('h3', 'HTML'), frameOf(item.html)]),
    ...(item.text === null ? [] : [make('h3', 'Text'), make('pre', item.text)]),
    ...(item.body === null ? [] : [make('h3', 'Body'), make('pre', JSON.stringify(item.body, null, 2))]),
    requestOf(item),
  ];
}

function termsOf(item) {
  const terms = [
    ['To', item.to],
    ['Message', item.message],
    ['Provider', item.provider],
    ['Channel', item.channel],
    ['Template', item.template_id],
    ['Customer', item.customer_id],
    ['Kept', new Date(item.at).toLocaleString()],
    ['Id', item.id],
  ];
  const given = terms.filter(([, value]) => value !== null);
  return make('dl', ...given.flatMap(([name, value]) => [make('dt', name), make('dd', value)]));
}

function whyOf({ provider, reason, id }) {
  const known = providers.get(provider);
  if (reason === 'test_persona') return 'It is for a test persona: what they are sent is kept here.';
  if (reason !== 'no_address') return `It was kept here: ${reason}.`;
  if (known?.connector === 'tray') return `The provider ${provider} is a tray: whatever it is given is kept here.`;
  const name = provider.toUpperCase().replaceAll('-', '_');
  const missing = (known?.access.missing ?? []).map((part) => `LAUREL_PROVIDER_${name}_${part.toUpperCase()}`);
  if (missing.length === 0)
    return `The provider ${provider} had no address then. POST /v1/messages/${id}/replay sends it now.`;
  return `The provider ${provider} cannot be reached yet. Set ${missing.join(' and ')}, or PUT /v1/providers/${provider}/access.`;
}

/** Without `allow-…` the frame runs no script, sends no form, opens no window; the page's policy holds in it as well. */
function frameOf(html) {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', '');
  frame.title = 'The message as HTML';
  frame.srcdoc = html;
  return frame;
}

/** Read when it is opened: most readers want the message. */
function requestOf({ id }) {
  const text = make('pre', 'Reading…');
  const details = make('details', make('summary', 'Request and variables'), text);
  details.addEventListener(
    'toggle',
    async () => {
      try {
        const { request, variables } = await ask(`/v1/messages/${id}`);
        text.textContent = `${requestText(request)}\n\nVariables\n${JSON.stringify(variables, null, 2)}`;
      } catch (error) {
        text.textContent = error.message;
      }
    },
    { once: true },
  );
  return details;
}

function requestText(request) {
  if (request === null) return 'Nothing was frozen.';
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request.method} ${request.url}`, ...headers, '', indented(request.body)].join('\n');
}

function indented(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function timeOf(instant) {
  const at = new Date(instant);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString() : at.toLocaleDateString();
}

/** An element with children; texts among them stay texts. */
function make(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

entrance.addEventListener('submit', (event) => {
  event.preventDefault();
  const { key, secret } = Object.fromEntries(new FormData(entrance));
  sessionStorage.setItem(STORE, `${key.trim()}:${secret.trim()}`);
  byId('refusal').textContent = '';
  entrance.reset();
  openOrAsk();
});
byId('leave').addEventListener('click', () => leave(''));
byId('older').addEventListener('click', readOlder);
addEventListener('hashchange', choose);
setInterval(() => {
  if (!document.hidden && sessionStorage.getItem(STORE) !== null) refresh();
}, EVERY_MS);
openOrAsk();
