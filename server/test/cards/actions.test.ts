// What may be done with a card in which status, and which numbers are valid: the tables of the domain, without a database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedActions, CARD_ACTIONS, CARD_STATUSES, possibleActions } from '../../src/domain/cards/card.ts';
import { maskedNumber, numberProblem, passesLuhn, plainNumber, withoutNumber } from '../../src/domain/cards/number.ts';

test('each status allows the actions that the profile lists for it, and no others', () => {
  const table = Object.fromEntries(CARD_STATUSES.map((status) => [status, possibleActions(status).toSorted()]));
  assert.deepEqual(table, {
    registered: ['adjust', 'expire', 'remove', 'report_lost', 'report_stolen', 'transfer'],
    lost: ['found', 'remove', 'transfer'],
    reported_stolen: ['confirm_stolen', 'found', 'remove', 'transfer'],
    stolen: ['remove', 'transfer'],
    expired: ['remove'],
    removed: [],
  });
});

test('the type of a card takes actions away and gives none', () => {
  assert.deepEqual(allowedActions('registered', { actions: ['adjust', 'found'] }), ['adjust']);
  assert.deepEqual(allowedActions('registered', undefined), []);
  for (const status of CARD_STATUSES)
    assert.deepEqual(allowedActions(status, { actions: [...CARD_ACTIONS] }), possibleActions(status));
});

test('a number is digits of the right count, and its last digit proves the others where the type says so', () => {
  const rule = { min: 8, max: 16, luhn: false };
  assert.equal(numberProblem('12345678', rule), null);
  assert.match(numberProblem('1234567', rule) ?? '', /7 digits instead of 8 to 16/);
  assert.match(numberProblem('1234567a', rule) ?? '', /other characters/);
  assert.match(numberProblem('4539578763621487', { ...rule, luhn: true }) ?? '', /last digit/);
  assert.equal(numberProblem('4539578763621486', { ...rule, luhn: true }), null);
});

test('changing any one digit of a valid number makes it invalid', () => {
  const number = '4539578763621486';
  assert.ok(passesLuhn(number));
  for (let place = 0; place < number.length; place += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      if (String(digit) === number[place]) continue;
      assert.ok(!passesLuhn(`${number.slice(0, place)}${digit}${number.slice(place + 1)}`), `${place} ${digit}`);
    }
  }
});

test('numbers are shown by their last four digits', () => {
  assert.equal(plainNumber('4539 5787-6362 1486'), '4539578763621486');
  assert.equal(maskedNumber('4539578763621486'), '**** 1486');
  const body = {
    kind: 'card.register',
    type: 'gift',
    design: null,
    nickname: null,
    balance: 1,
    processor: null,
  } as const;
  assert.deepEqual(withoutNumber({ ...body, number: '12345678' }), { ...body, number: '**** 5678' });
});
