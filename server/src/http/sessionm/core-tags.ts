// Core, 2.4: tags of a customer. Without a time to live a tag counts how often it was given, with one it expires.
import { isoText } from '../../domain/time.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { type Call, refOfPath, submit } from './call.ts';
import { translated } from './errors.ts';
import { given, list, object, read, text, whole } from './fields.ts';

const TAG_MAX = 100;
const TAGS_MAX = 100;
/** A hundred years. */
const TTL_MAX_S = 3_155_760_000;

const tag = text(TAG_MAX);
const bodySchema = object({
  tags: list(tag, TAGS_MAX)
    .min(1, 'is required')
    .or(tag.transform((one) => [one])),
  ttl: given(whole(1, TTL_MAX_S)),
});

export async function addTags(call: Call) {
  const { tags, ttl } = read(bodySchema, call.body);
  const add = [...new Set(tags)].map((name) => ({ tag: name, ttlSeconds: ttl ?? null }));
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: { kind: 'tags.change', add, remove: [], reset: [] },
  });
  return tagsView(call, answer.customerId);
}

export async function removeTag(call: Call) {
  const { tag: name = '' } = call.params;
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: { kind: 'tags.change', add: [], remove: [name], reset: [] },
  });
  return tagsView(call, answer.customerId);
}

export async function listTags(call: Call) {
  return tagsView(call, await call.site.engine.resolve(refOfPath(call)));
}

async function tagsView(call: Call, customerId: string) {
  const { pool, programmes } = call.site;
  const inspected = await inspectCustomer(pool, programmes, customerId, call.now());
  if (inspected === null) throw translated('customer_not_found', { customer: customerId });
  const alive = [...inspected.state.tags.values()].filter(
    ({ expiresAt }) => expiresAt === null || expiresAt > call.now(),
  );
  return {
    tags: Object.fromEntries(
      alive
        .sort((a, b) => (a.tag < b.tag ? -1 : 1))
        .map(({ tag, count, expiresAt }) => [tag, expiresAt === null ? { count } : { expires_at: isoText(expiresAt) }]),
    ),
  };
}
