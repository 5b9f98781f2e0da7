// Messages: what waits, what became of each, sending again what failed, and what a member would be sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSender } from '../../server/src/connectors/http-sender.ts';
import { AccessBook } from '../../server/src/delivery/access.ts';
import { startDelivery } from '../../server/src/delivery/dispatcher.ts';
import { SecretBox } from '../../server/src/delivery/secrets.ts';
import { createProgrammeSource } from '../../server/src/pipeline/programme-cache.ts';
import { createPool } from '../../server/src/storage/connection.ts';
import { eventually, Receiver, SECRET_KEY } from '../../server/test/delivery/harness.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
events: { greet: {} }
providers:
  messaging: { title: Messaging, connector: webhook }
messages:
  greeting:
    title: Greeting
    purpose: programme
    variants:
      messaging:
        subject: Hello {{ customer.first_name }}
        html: '<h1>Hello {{ customer.first_name }}</h1>'
campaigns:
  greet: { title: Greet, behavior: { event: greet }, outcomes: [{ kind: message, message: greeting }] }
`;

let console: Console;
let receiver: Receiver;
let stopDelivery: () => Promise<void>;
before(async () => {
  console = await openConsole({ hasProgramme: false });
  await console.server.ok('POST', '/v1/programme/apply', { files: { 'programme.yaml': PROGRAMME } });
  const ann = { identifiers: [{ value: 'ann' }], opted_in: true, first_name: 'Ann' };
  await console.server.ok('POST', '/v1/customers', ann);
  receiver = await Receiver.open();
  // Any other 4xx: given up at once.
  receiver.answer = (_, response) => response.writeHead(422).end('no such template');
  stopDelivery = dispatch();
  await console.server.ok('POST', '/v1/events', { customer: 'external:ann', event: 'greet' });
  await untilThereAre(1, 'dead');
});
after(async () => {
  await stopDelivery();
  await receiver.close();
  await console.close();
});

function dispatch(): () => Promise<void> {
  const { database } = console.server;
  const pool = createPool({ url: database.url, max: 4, applicationName: 'delivery', role: 'laurel_app' });
  const sender = createSender({ allowPrivateTargets: true });
  const nothing = () => {};
  const delivery = startDelivery({
    pool,
    programmes: createProgrammeSource(pool),
    access: new AccessBook(pool, new SecretBox([SECRET_KEY]), {
      MESSAGING: { url: receiver.url, key: null, secrets: [] },
    }),
    sender,
    clock: console.server.clock,
    logger: { info: nothing, warn: nothing, error: nothing },
    random: () => 0,
  });
  return async () => {
    await delivery.stop();
    await sender.close();
    await pool.end();
  };
}

/** Until so many messages have this status. */
async function untilThereAre(number: number, status: string): Promise<void> {
  let seen = '';
  const isSo = async () => {
    const { items } = await console.server.ok('GET', '/v1/messages');
    seen = JSON.stringify(items);
    return items.filter((one: { status: string }) => one.status === status).length === number;
  };
  await eventually(isSo, 40_000, () => seen);
}

test('“a messaging queue might develop”: what waits for a paused provider is seen by lane, and sent once it is resumed', async () => {
  const { page } = console;
  await page.goto('/messages');
  await page.getByRole('button', { name: 'Pause messaging' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('they move house');
  await dialog.getByRole('button', { name: 'Pause provider' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('they move house').waitFor();
  const sent = receiver.received.length;
  await console.server.ok('POST', '/v1/events', { customer: 'external:ann', event: 'greet' });
  await page.getByRole('row', { name: /1 due, 0 later/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'messages');
  await page.getByRole('button', { name: 'Resume messaging' }).click();
  await page.getByRole('button', { name: 'Pause messaging' }).waitFor();
  await receiver.until(sent + 1);
  await untilThereAre(2, 'dead');
});

test('a dead letter is looked into and sent again, alone and by filter', async () => {
  const { page } = console;
  await page.goto('/messages/dead');
  await page.getByRole('link', { name: 'greeting' }).first().waitFor();
  await assertAccessible(page);
  await screenshot(page, 'dead-letters');
  await page.getByRole('link', { name: 'greeting' }).first().click();
  await page.getByText('no such template').waitFor();
  await page.frameLocator('iframe[title="What is sent"]').getByRole('heading', { name: 'Hello Ann' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'message');
  const before = receiver.received.length;
  await page.getByRole('button', { name: 'Replay message' }).click();
  await receiver.until(before + 1);
  await untilThereAre(2, 'dead');
  receiver.answer = (_, response) => response.writeHead(200).end('ok');
  await page.goto('/messages/dead');
  await page.getByLabel('Provider').fill('messaging');
  await page.getByRole('button', { name: 'Replay all that match' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay all that match' }).click();
  await page.getByText('2 messages are sent again').waitFor();
  await page.getByRole('heading', { name: 'No dead letters' }).waitFor();
  await receiver.until(before + 3);
});

test('the delivery log is filtered by what its address says', async () => {
  const { page } = console;
  await untilThereAre(2, 'delivered');
  await page.goto('/messages/log?status=delivered&campaign=greet');
  await page
    .getByRole('row', { name: /Delivered.*greeting/ })
    .first()
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'message-log');
  await page.getByLabel('Campaign').fill('nothing');
  await page.getByRole('heading', { name: 'No messages match' }).waitFor();
});

test('“Webhook variant for custom event”: its body is written, previewed for a member, and saved in the draft', async () => {
  const { page } = console;
  await page.goto('/messages/templates');
  await page.getByRole('link', { name: 'Greeting' }).click();
  await page.getByRole('textbox', { name: 'HTML' }).fill('<p>Good day {{ customer.first_name }}</p>');
  await page.getByRole('textbox', { name: 'Body as JSON' }).fill('{ "to": "{{ customer.id }}", ');
  await page.getByText('This is not JSON yet').waitFor();
  await page.getByRole('textbox', { name: 'Body as JSON' }).fill('{ "name": "{{ customer.first_name }}" }');
  await page.getByRole('textbox', { name: 'For the customer' }).fill('external:ann');
  await page.getByRole('button', { name: 'Preview message' }).click();
  await page.getByRole('region', { name: 'Preview' }).getByText('"name": "Ann"').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'message-template');
  await page.getByRole('button', { name: 'Save message' }).click();
  await page.getByText('Saved in the draft').waitFor();
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.equal(document.messages.greeting.variants.messaging.html, '<p>Good day {{ customer.first_name }}</p>');
});

test('a fact that the database refused is shown with what it said, and replayed', async () => {
  const { page } = console;
  const { owner } = console.server.database;
  await owner.query("alter table laurel.message add constraint no_more check (message <> 'greeting') not valid");
  const event = { customer: 'external:ann', event: 'greet' };
  assert.equal((await console.server.call('POST', '/v1/events', event)).body.code, 'fact_rejected');
  await owner.query('alter table laurel.message drop constraint no_more');
  await page.goto('/messages/rejected');
  await page.getByRole('row', { name: /Open.*no_more/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'rejected-facts');
  await page.getByRole('button', { name: 'Replay fact' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay fact' }).click();
  await page.getByRole('row', { name: /Replayed/ }).waitFor();
});

test('every page about messages holds in the dark and on a tablet', async () => {
  const { page } = console;
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/messages', '/messages/log', '/messages/templates', '/messages/templates/greeting']) {
    await page.goto(path);
    await page.getByRole('table').or(page.getByRole('textbox')).first().waitFor();
    await assertAccessible(page);
    await screenshot(page, `tablet-dark${path.replaceAll('/', '-')}`);
  }
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
