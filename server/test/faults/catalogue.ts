// Every write endpoint by its operation id: how a valid request is made, and which of its parts belong to a customer. The test
// fails for an endpoint that is not here.
import assert from 'node:assert/strict';
import { type Entry, fact, type Made, type Make, PERSON, question, setting } from './entry.ts';
import type { World } from './world.ts';

const reason = 'a test';
const identity = { method: 'document' } as const;
/** More wrong promo codes than anybody may try. */
const TRIES_MAX = 12;
type Outcome = { readonly [field: string]: string };

const at = (customer: string) => `/v1/customers/${customer}`;
const with_ = (body: object) => () => body;

async function idOf(world: World, url: string, body: unknown, [kind, field]: readonly [string, string]) {
  const { outcomes } = await world.ok('POST', url, body);
  const id = outcomes.find((outcome: Outcome) => outcome.kind === kind)?.[field];
  assert.equal(typeof id, 'string', `${url} gave no ${kind}`);
  return String(id);
}

async function give(world: World, customer: string, amount = 50): Promise<string> {
  return idOf(world, `${at(customer)}/deposits`, { deposits: [{ source: 'care', amount }] }, ['points', 'entry_id']);
}

const holdOf = async (world: World, customer: string): Promise<string> => {
  await give(world, customer);
  return idOf(world, `${at(customer)}/holds`, { amount: 5 }, ['hold', 'hold_id']);
};

function cardOf(world: World, customer: string): Promise<string> {
  const body = { number: `70000000${world.unique().padStart(6, '0')}`, type: 'gift', balance: 100 };
  return idOf(world, `${at(customer)}/cards`, body, ['card', 'card_id']);
}

const onCard =
  (body: object = { reason }, before?: readonly [action: string, body: object]): Make =>
  async (world, customer) => {
    const card = await cardOf(world, customer);
    if (before !== undefined) await world.ok('POST', `${at(customer)}/cards/${card}/${before[0]}`, before[1]);
    return { params: { card }, body };
  };
const ownCard = { owned: ['card'] };

const noteOf = (world: World, customer: string): Promise<string> =>
  idOf(world, `${at(customer)}/notes`, { text: 'Asked', reason }, ['note', 'note_id']);

const offerOf = (world: World, customer: string): Promise<string> =>
  idOf(world, `${at(customer)}/offers`, { offer: 'cup', reason }, ['offer', 'user_offer_id']);

const basket = (world: World) => ({ transaction_id: `basket-${world.unique()}`, subtotal: 1000 });

const onOffer =
  (body: (world: World) => unknown, before?: (world: World, url: string) => Promise<unknown>): Make =>
  async (world, customer) => {
    const user_offer = await offerOf(world, customer);
    await before?.(world, `${at(customer)}/offers/${user_offer}`);
    return { params: { user_offer }, body: body(world) };
  };
const ownOffer = { owned: ['user_offer'] };

const orderOf: Make = async (world, customer) => {
  await give(world, customer);
  const url = `${at(customer)}/reward-stores/shop/purchases`;
  return { params: { order: await idOf(world, url, { item: 'mug' }, ['order', 'order_id']) }, body: { reason } };
};

const saleOf = (world: World, customer: string) => ({
  transaction_id: `sale-${world.unique()}`,
  customer,
  total: 1000,
  items: [{ item: 'beans', quantity: 1, amount: 1000 }],
});

const onSale =
  (body: object): Make =>
  async (world, customer) => {
    const sale = saleOf(world, customer);
    await world.ok('POST', '/v1/transactions', sale);
    return { params: { transaction: sale.transaction_id }, body: { ...body, customer } };
  };
const stolenSale = ({ params, body }: Made, thief: string): Made => ({
  ...(params === undefined ? {} : { params }),
  body: { ...(typeof body === 'object' ? body : {}), customer: thief },
});

const CUSTOMERS: { readonly [operation: string]: Entry } = {
  sendEvent: fact((_, customer) => ({ body: { customer, event: 'web_login' } }), {
    other: ({ body }) => ({ ...Object(body), quantity: 2 }),
  }),
  sendEvents: {
    kind: 'batch',
    make: (world, customer) => ({
      body: { events: [{ customer, event: 'web_login', idempotency_key: `e${world.unique()}` }] },
    }),
  },
  createCustomer: fact((world) => ({ body: { identifiers: [{ value: `new-${world.unique()}` }] } }), {
    other: ({ body }) => ({ ...Object(body), first_name: 'Bea' }),
  }),
  upsertCustomer: fact((world) => ({ body: { identifiers: [{ value: `up-${world.unique()}` }] } }), {
    other: ({ body }) => ({ ...Object(body), first_name: 'Bea' }),
  }),
  updateCustomer: fact(() => ({ body: { first_name: 'Bea' } }), { other: with_({ first_name: 'Cid' }) }),
  // Identifiers are free once a customer is deleted: from then on the id alone leads there.
  deleteCustomer: fact(async (world, customer) => ({ customer: await world.idOf(customer) })),
  restoreCustomer: fact(async (world, customer) => {
    const id = await world.idOf(customer);
    await world.ok('DELETE', at(customer));
    return { customer: id };
  }),
  addIdentifier: fact((world) => ({ body: { type: 'crm', value: `crm-${world.unique()}` } }), {
    other: with_({ type: 'crm', value: 'crm-other' }),
  }),
  removeIdentifier: fact(
    async (world, customer) => {
      const value = `crm-${world.unique()}`;
      await world.ok('POST', `${at(customer)}/identifiers`, { type: 'crm', value });
      return { params: { identifier: `crm:${value}` } };
    },
    { free: ['identifier'] },
  ),
  addTags: fact(() => ({ body: { tags: [{ tag: 'vip' }] } }), { other: with_({ tags: [{ tag: 'vip2' }] }) }),
  removeTag: fact(
    async (world, customer) => {
      await world.ok('POST', `${at(customer)}/tags`, { tags: [{ tag: 'vip' }] });
      return { params: { tag: 'vip' } };
    },
    { free: ['tag'] },
  ),
  resetTag: fact(
    async (world, customer) => {
      await world.ok('POST', `${at(customer)}/tags`, { tags: [{ tag: 'vip' }] });
      return { params: { tag: 'vip' } };
    },
    { free: ['tag'] },
  ),
  addTagsToMany: {
    kind: 'batch',
    make: (world, customer) => ({
      body: { tags: [{ customer, tag: 'vip', idempotency_key: `k-${world.unique()}` }] },
    }),
  },
  changeCustomers: {
    kind: 'batch',
    make: (_, customer) => ({ body: { change: { kind: 'tag', tag: 'vip' }, customers: [customer] } }),
  },
  startCustomerChange: setting(() => ({ body: { change: { kind: 'tag', tag: 'vip' }, search: { q: 'nobody' } } })),
  cancelCustomerChange: setting(),
  addNote: fact(() => ({ body: { text: 'Asked', reason } })),
  editNote: fact(
    async (world, customer) => ({ params: { note: await noteOf(world, customer) }, body: { text: 'Told', reason } }),
    { owned: ['note'] },
  ),
  removeNote: fact(async (world, customer) => ({ params: { note: await noteOf(world, customer) } }), {
    owned: ['note'],
  }),
  recordTicket: fact((world, customer) => ({ body: { customer, reference: `t-${world.unique()}`, status: 'open' } }), {
    other: ({ body }) => ({ ...Object(body), status: 'closed' }),
  }),
  recordTickets: {
    kind: 'batch',
    make: (world, customer) => ({
      body: {
        tickets: [
          { customer, reference: `t-${world.unique()}`, status: 'open', idempotency_key: `k-${world.unique()}` },
        ],
      },
    }),
  },
  previewMerge: question(async (world) => ({ body: { other: await world.customer(), reason } })),
  mergeCustomer: fact(async (world) => ({ body: { other: await world.customer(), reason } })),
  unmergeCustomer: fact(async (world, customer) => {
    const other = await world.customer();
    const id = await world.idOf(other);
    await world.ok('POST', `${at(customer)}/merge`, { other, reason });
    return { body: { other: id, reason } };
  }),
  lookUpExternalAccount: question(() => ({ params: { system: 'crm' }, body: { external_id: '7' } })),
  synchroniseExternalAccount: fact(
    (world) => ({ params: { system: 'crm' }, body: { external_id: `x${world.unique()}`, direction: 'link' } }),
    { other: with_({ external_id: 'y', direction: 'link' }) },
  ),
  requestExport: fact(() => ({ body: { identity, note: 'asked by letter' } }), {
    other: with_({ identity, note: 'asked by mail' }),
  }),
  forgetCustomer: fact(
    async (world, customer) => ({
      customer: await world.idOf(customer),
      body: { identity, reason: 'requested' },
    }),
    { other: with_({ identity, reason: 'legal' }) },
  ),
  stopProcessing: fact(() => ({ body: { identity, note: 'asked' } }), { other: with_({ identity, note: 'again' }) }),
  resumeProcessing: fact(
    async (world, customer) => {
      await world.ok('POST', `${at(customer)}/privacy/stop`, { identity });
      return { body: { identity, note: 'asked' } };
    },
    { other: with_({ identity, note: 'again' }) },
  ),
  setLegalHold: fact(() => ({ body: { reason } })),
  liftLegalHold: fact(async (world, customer) => {
    await world.ok('POST', `${at(customer)}/privacy/legal-hold`, { reason });
    return { body: { reason } };
  }),
};

const MONEY_AND_POINTS: { readonly [operation: string]: Entry } = {
  sendTransaction: { kind: 'keyed', make: (world, customer) => ({ body: saleOf(world, customer) }) },
  sendTransactions: {
    kind: 'batch',
    make: (world, customer) => ({ body: { transactions: [saleOf(world, customer)] } }),
  },
  returnTransaction: { kind: 'keyed', make: onSale({ reason }), stolen: stolenSale },
  voidTransaction: { kind: 'keyed', make: onSale({ reason }), stolen: stolenSale },
  saveItems: setting(() => ({ body: { items: [{ id: 'x', name: 'X' }] } })),
  saveStores: setting(() => ({ body: { stores: [{ id: 'x', name: 'X' }] } })),
  depositPoints: fact(() => ({ body: { deposits: [{ source: 'care', amount: 5 }] } }), {
    other: with_({ deposits: [{ source: 'care', amount: 6 }] }),
  }),
  adjustPoints: fact(() => ({ body: { account: 'beans', source: 'care', amount: 5, reason } })),
  spendPoints: fact(
    async (world, customer) => {
      await give(world, customer);
      return { body: { spends: [{ amount: 5 }] } };
    },
    { other: with_({ spends: [{ amount: 6 }] }) },
  ),
  holdPoints: fact(
    async (world, customer) => {
      await give(world, customer);
      return { body: { amount: 5 } };
    },
    { other: with_({ amount: 6 }) },
  ),
  captureHold: fact(
    async (world, customer) => ({ params: { hold: await holdOf(world, customer) }, body: { amount: 5 } }),
    {
      owned: ['hold'],
      other: with_({ amount: 4 }),
    },
  ),
  releaseHold: fact(async (world, customer) => ({ params: { hold: await holdOf(world, customer) } }), {
    owned: ['hold'],
  }),
  transferPoints: fact(
    async (world, customer) => {
      await give(world, customer);
      return { body: { from: 'beans', to: 'crumbs', amount: 5 } };
    },
    { other: with_({ from: 'beans', to: 'crumbs', amount: 6 }) },
  ),
  reversePoints: fact(async (world, customer) => ({ body: { entry_id: await give(world, customer), reason } }), {
    stolen: (made) => made,
  }),
  moveTier: fact(() => ({ body: { system: 'club', level: 'roast', reason } })),
  qualifyTiers: fact(() => ({ body: {} }), { other: with_({ system: 'club' }) }),
  registerCard: fact((world) => ({ body: { number: `80000000${world.unique().padStart(6, '0')}`, type: 'gift' } }), {
    other: ({ body }) => ({ ...Object(body), nickname: 'Mine' }),
  }),
  updateCard: fact(onCard({ nickname: 'Mine' }), { ...ownCard, other: with_({ nickname: 'Yours' }) }),
  removeCard: fact(onCard(), ownCard),
  adjustCard: fact(onCard({ amount: 5, reason }), ownCard),
  transferCard: fact(
    async (world, customer) => ({
      params: { card: await cardOf(world, customer) },
      body: { to_card_id: await cardOf(world, customer), reason },
    }),
    ownCard,
  ),
  expireCard: fact(onCard(), ownCard),
  reportCard: fact(onCard({ as: 'lost', reason }), ownCard),
  reportCardFound: fact(onCard({ reason }, ['report', { as: 'lost', reason }]), ownCard),
  confirmCardStolen: fact(onCard({ reason }, ['report', { as: 'stolen', reason }]), ownCard),
};

const tried = {
  campaign: 'tried',
  definition: { title: 'Tried', behavior: { event: 'web_login' }, outcomes: [{ kind: 'tag', tag: 'tried' }] },
};

const CAMPAIGNS_AND_OFFERS: { readonly [operation: string]: Entry } = {
  putCampaign: setting(null, { free: ['campaign'] }),
  deleteCampaign: setting(),
  submitCampaign: setting(),
  approveCampaign: setting(),
  pauseCampaign: setting(),
  resumeCampaign: setting(),
  endCampaign: setting(),
  optInToCampaign: fact(() => ({ params: { campaign: 'chosen' } })),
  completeCampaign: fact(() => ({ params: { campaign: 'chosen' }, body: { reason } })),
  checkCampaign: question(() => ({ body: tried })),
  tryCampaignOnBase: question(() => ({ body: tried })),
  tryCampaignOnCustomer: question((_, customer) => ({ body: { ...tried, customer } })),
  previewAudience: question(() => ({ body: { when: '"vip" in customer.tags' } })),
  explainEvent: { ...question(() => ({ body: { event: 'web_login' } })), tells: true },
  issueOffer: fact(() => ({ body: { offer: 'cup', reason } })),
  changeOfferOfCustomer: fact(
    onOffer(() => ({ expires_at: '2035-01-01T00:00:00Z', reason })),
    ownOffer,
  ),
  revokeOffer: fact(
    onOffer(() => ({ reason })),
    ownOffer,
  ),
  liftOfferExclusion: fact(async (world, customer) => {
    const user_offer = await offerOf(world, customer);
    await world.ok('POST', `${at(customer)}/offers/${user_offer}/revoke`, { reason, exclude: true });
    return { params: { offer: 'cup' }, body: { reason } };
  }),
  lockOffer: fact(
    onOffer((world) => ({ basket: basket(world) })),
    { ...ownOffer, other: with_({ basket: { transaction_id: 'other', subtotal: 1 } }) },
  ),
  unlockOffer: fact(
    onOffer(
      () => ({ reason }),
      (world, url) => world.ok('POST', `${url}/lock`, { basket: basket(world) }),
    ),
    ownOffer,
  ),
  redeemOffer: fact(
    onOffer(() => ({ reason })),
    ownOffer,
  ),
  reinstateOffer: fact(
    onOffer(
      () => ({ reason }),
      (world, url) => world.ok('POST', `${url}/redeem`, { reason }),
    ),
    ownOffer,
  ),
  // Told once and never kept, so every call makes a new one.
  createOfferCode: setting(
    onOffer(() => ({ minutes: 5 })),
    ownOffer,
  ),
  purchaseReward: fact(
    async (world, customer) => {
      await give(world, customer);
      return { params: { store: 'shop' }, body: { item: 'mug' } };
    },
    { other: with_({ item: 'mug', quantity: 2 }) },
  ),
  updateOrder: fact(
    async (world, customer) => ({ ...(await orderOf(world, customer)), body: { delivery: 'delivered', reason } }),
    { owned: ['order'] },
  ),
  cancelOrder: fact(orderOf, { owned: ['order'] }),
  claimPromoCode: fact(() => ({ body: { code: 'WELCOME' } }), { other: with_({ code: 'ANOTHER' }) }),
  assignPromoCode: fact(async (world) => {
    const code = `partner-${world.unique()}`;
    const csv = { 'content-type': 'text/csv' };
    await world.server.call('POST', '/v1/promo-lists/partner/codes', `code\n${code}\n`, csv);
    return { body: { list: 'partner', code, reason } };
  }),
  resetPromoLockout: fact(async (world, customer) => {
    for (let tries = 0; tries < TRIES_MAX; tries += 1)
      await world.server.call('POST', `${at(customer)}/promo-codes`, { code: `WRONG${tries}` });
    return { query: 'reason=a-test' };
  }),
  putPromoList: setting(null, { free: ['list'] }),
  deletePromoList: setting(),
  generatePromoCodes: setting(),
  cancelPromoGeneration: setting(),
  cancelPromoCode: setting(),
  uploadPromoCodes: setting(),
  putRewardStore: setting(null, { free: ['store'] }),
  deleteRewardStore: setting(),
  putOffer: setting(null, { free: ['offer'] }),
  deleteOffer: setting(),
};

const infobip = { connection: 'infobip' };

const ADMINISTRATION: { readonly [operation: string]: Entry } = {
  replayMessage: setting(),
  cancelMessage: setting(),
  replayMessages: setting(() => ({ body: { provider: 'other' } })),
  cancelMessages: setting(() => ({ body: { provider: 'other' } })),
  previewMessage: question((_, customer) => ({ params: { message: 'hello' }, body: { customer } })),
  testMessage: setting((_, customer) => ({ params: { message: 'hello' }, body: { customer } })),
  pauseProvider: setting(() => ({ params: { provider: 'other' }, body: { reason } })),
  resumeProvider: setting(() => ({ params: { provider: 'other' } })),
  setProviderAccess: setting(),
  removeProviderAccess: setting(),
  putSyncConnection: setting(() => ({ params: infobip, body: { connector: 'infobip' } }), { free: ['connection'] }),
  changeSyncMapping: setting(() => ({ params: infobip, body: { fields: { birthday: { enabled: false } } } })),
  setSyncAccess: setting(() => ({ params: infobip, body: { key: 'k' } })),
  removeSyncAccess: setting(() => ({ params: infobip })),
  checkSyncConnection: setting(),
  applySyncSetup: setting(),
  pauseSync: setting(),
  resumeSync: setting(),
  startSyncBackfill: setting(),
  actOnSyncedCustomers: setting(),
  retrySetAsideEvent: setting(),
  pushCustomer: setting(() => ({ body: {} })),
  planProgramme: setting(),
  applyProgramme: setting(),
  planProgrammeRollBack: setting(),
  rollBackProgramme: setting(),
  putDraftEntry: setting(null, { free: ['name'] }),
  deleteDraftEntry: setting(),
  discardDraftEntry: setting(null, { free: ['name'] }),
  putProgrammeDraftFiles: setting(),
  discardProgrammeDraft: setting(),
  rebaseProgrammeDraft: setting(),
  planProgrammeDraft: setting(),
  submitProgrammeDraft: setting(),
  approveProgrammeDraft: setting(),
  sendBackProgrammeDraft: setting(),
  publishProgrammeDraft: setting(),
  startRun: setting(() => ({ body: { kind: 'expiry' } })),
  cancelRun: setting(),
  startImport: setting(),
  cancelImport: setting(),
  replayRejectedFact: setting(),
  createApiKey: setting(() => ({ body: { name: 'a key', scopes: ['events:write'] } })),
  revokeApiKey: setting(),
  inviteUser: setting((world) => ({ body: { name: 'Agent', email: `agent-${world.unique()}@example.com` } })),
  changeUser: setting(),
  endUserSessions: setting(),
  inviteUserAgain: setting(),
  removeSecondFactor: setting(),
  createRole: setting(() => ({
    body: { name: 'helpers', title: 'Helpers', permissions: [{ resource: 'customers', actions: ['read'] }] },
  })),
  createGroup: setting(() => ({ body: { name: 'desk' } })),
  changeRole: setting(),
  removeRole: setting(),
  changeGroup: setting(null, { free: ['group'] }),
  removeGroup: setting(),
  approveRequest: setting(),
  rejectRequest: setting(),
  setUp: PERSON,
  markOwnCustomers: PERSON,
  endMySession: PERSON,
  signIn: PERSON,
  signOut: PERSON,
  verifySecondFactor: PERSON,
  signInWithOidc: PERSON,
  acceptInvitation: PERSON,
  changePassword: PERSON,
  beginSecondFactor: PERSON,
  makeBackupCodes: PERSON,
  disableSecondFactor: PERSON,
};

export const CATALOGUE: { readonly [operation: string]: Entry } = {
  ...CUSTOMERS,
  ...MONEY_AND_POINTS,
  ...CAMPAIGNS_AND_OFFERS,
  ...ADMINISTRATION,
};
