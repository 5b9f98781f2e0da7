// docs/welcome.md, followed as it stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Walkthrough } from './walkthrough.ts';

let walkthrough: Walkthrough;
before(async () => {
  walkthrough = await Walkthrough.open('docs/welcome.md');
});
after(() => walkthrough.close());

test('the walkthrough of the welcome can be followed as it stands', async () => {
  assert.ok(walkthrough.steps.filter(({ answer }) => answer !== null).length >= 15, 'it prints answers');
  await walkthrough.follow();
  const arrived = await fetch(`http://127.0.0.1:${walkthrough.receiverPort}/messages`);
  const messages: { template_id: string; customer: { external_id: string } }[] = JSON.parse(await arrived.text());
  // The newest first; nothing for the demo customers, and nothing after the spam report.
  assert.deepEqual(
    messages.map(({ template_id, customer }) => [template_id, customer.external_id]),
    [
      ['HOME-WELCOME-1', 'tom'],
      ['HOME-IDEAS-1', 'mia'],
      ['HOME-WELCOME-1', 'mia'],
    ],
  );
  assert.match(walkthrough.printed('npm start'), /Programme +Home club, version 1/);
  assert.match(walkthrough.printed('npm start'), /12 customers were created/);
});
