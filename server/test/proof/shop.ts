// A web shop that sends keyed requests from several customers at once, remembers what was answered, and sends the rest
// again under the same keys: what a careful client does. It then holds the answers against the balances.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

type Sent = { readonly customer: string; readonly path: string; readonly body: string; readonly key: string };
type Told = { readonly decision: string; readonly points: number };

const CUSTOMERS = 8;
const PAUSE_MS = 5;
const REQUEST_WAIT_MS = 20_000;
const AGAIN_WAIT_MS = 45_000;

export class Shop {
  readonly #authorization: string;
  readonly #customers = Array.from({ length: CUSTOMERS }, () => `external:${randomUUID()}`);
  readonly #told = new Map<Sent, Told>();
  readonly #open = new Set<Sent>();
  #isOpen = false;
  #ends: Promise<void>[] = [];
  url = '';
  /** Answers other than 200, by status; those that never came are under 0. */
  readonly failures = new Map<number, number>();

  constructor(key: string, secret: string) {
    this.#authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  }

  get answered(): number {
    return this.#told.size;
  }

  async enrol(): Promise<void> {
    for (const customer of this.#customers) {
      const [type = '', value = ''] = customer.split(':');
      const body = JSON.stringify({ identifiers: [{ type, value }] });
      const response = await this.#fetch('/v1/customers', {
        method: 'PUT',
        body,
        headers: { 'idempotency-key': value },
      });
      assert.equal(response.status, 200, await response.text());
    }
  }

  /** Every customer sends one request after the other, whatever becomes of them. */
  openDoors(): void {
    this.#isOpen = true;
    this.#ends = this.#customers.map(async (customer) => {
      while (this.#isOpen) {
        await this.#send(this.#next(customer));
        await delay(PAUSE_MS);
      }
    });
  }

  async closeDoors(): Promise<void> {
    this.#isOpen = false;
    await Promise.all(this.#ends);
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = performance.now() + AGAIN_WAIT_MS;
    while (!holds()) {
      assert.ok(performance.now() < deadline, `it never happened: ${what}; ${JSON.stringify([...this.failures])}`);
      await delay(20);
    }
  }

  /** Sends again what nobody answered until somebody does, and some of the rest, which must be answered as before. */
  async settle(): Promise<void> {
    const answered = [...this.#told].slice(-20);
    const deadline = performance.now() + AGAIN_WAIT_MS;
    while (this.#open.size > 0) {
      assert.ok(performance.now() < deadline, `never answered: ${JSON.stringify([...this.failures])}`);
      await Promise.all([...this.#open].slice(0, CUSTOMERS).map((sent) => this.#send(sent)));
    }
    for (const [sent, first] of answered) {
      const again = await this.#ask(sent);
      assert.deepEqual({ status: again.status, told: again.told }, { status: 200, told: first }, sent.key);
      assert.ok(again.isReplay, `decided again: ${sent.key}`);
    }
  }

  /** Every key was decided once: what the answers told makes up the balances, to the point. */
  async checkBalances(): Promise<void> {
    const decisions = new Set([...this.#told.values()].map(({ decision }) => decision));
    assert.equal(decisions.size, this.#told.size, 'two keys were answered with one decision');
    for (const customer of this.#customers) {
      const told = [...this.#told].filter(([sent]) => sent.customer === customer);
      const response = await this.#fetch(`/v1/customers/${customer}/balances`, {});
      const found: { items: { account: string; available: number }[] } = JSON.parse(await response.text());
      const beans = found.items.find(({ account }) => account === 'beans')?.available;
      assert.equal(
        beans,
        told.reduce((sum, [, { points }]) => sum + points, 0),
        customer,
      );
    }
  }

  #next(customer: string): Sent {
    const key = randomUUID();
    if (Math.random() < 0.3) {
      const body = { customer, event: 'web_login', properties: { channel: 'app' }, transaction_id: key };
      return { customer, path: '/v1/events', body: JSON.stringify(body), key };
    }
    const body = { deposits: [{ source: 'care', amount: 1 + Math.floor(Math.random() * 9) }] };
    return { customer, path: `/v1/customers/${customer}/deposits`, body: JSON.stringify(body), key };
  }

  async #send(sent: Sent): Promise<void> {
    this.#open.add(sent);
    const { status, told } = await this.#ask(sent);
    if (told === null) this.failures.set(status, (this.failures.get(status) ?? 0) + 1);
    else {
      this.#open.delete(sent);
      this.#told.set(sent, told);
    }
    if (told === null) await delay(50);
  }

  async #ask(sent: Sent): Promise<{ status: number; told: Told | null; isReplay: boolean }> {
    const { path, body, key } = sent;
    const headers = path === '/v1/events' ? {} : { 'idempotency-key': key };
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(path, { method: 'POST', body, headers });
      text = await response.text();
    } catch {
      // Nobody there, or gone in the middle of it: whether it was decided is what nobody knows.
      return { status: 0, told: null, isReplay: false };
    }
    if (response.status === 503) assert.match(response.headers.get('retry-after') ?? '', /^\d+$/, 'a 503 without when');
    if (response.status !== 200) return { status: response.status, told: null, isReplay: false };
    const answer: { decision_id: string; outcomes: { kind: string; amount?: number }[] } = JSON.parse(text);
    const points = answer.outcomes.reduce((sum, one) => sum + (one.kind === 'points' ? (one.amount ?? 0) : 0), 0);
    const isReplay = response.headers.get('idempotent-replay') === 'true';
    return { status: 200, told: { decision: answer.decision_id, points }, isReplay };
  }

  #fetch(path: string, init: { method?: string; body?: string; headers?: Record<string, string> }): Promise<Response> {
    return fetch(this.url + path, {
      ...init,
      headers: { authorization: this.#authorization, 'content-type': 'application/json', ...init.headers },
      signal: AbortSignal.timeout(REQUEST_WAIT_MS),
    });
  }
}
