// docs/birthday.md, followed as it stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Walkthrough } from './walkthrough.ts';

let walkthrough: Walkthrough;
before(async () => {
  walkthrough = await Walkthrough.open('docs/birthday.md');
});
after(() => walkthrough.close());

test('the walkthrough of the birthday can be followed as it stands', async () => {
  assert.ok(walkthrough.steps.filter(({ answer }) => answer !== null).length >= 15, 'it prints answers');
  await walkthrough.follow();
  const arrived = await fetch(`http://127.0.0.1:${walkthrough.receiverPort}/messages`);
  const messages: { template_id: string; customer: { external_id: string } }[] = JSON.parse(await arrived.text());
  // The newest first; demo customers have consented to no marketing, whenever their birthdays are.
  assert.deepEqual(
    messages.map(({ template_id, customer }) => [template_id, customer.external_id]),
    [
      ['FOOTWEAR-BIRTHDAY-1', 'M-1'],
      ['FOOTWEAR-SIZES-1', 'sam'],
      ['FOOTWEAR-BIRTHDAY-1', 'sam'],
    ],
  );
  assert.match(walkthrough.printed('npm start'), /Programme +Stride club, version 1/);
});
