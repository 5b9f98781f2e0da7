// Rewards of a customer in three fields: what they can buy now, the dearest of it, and what is missing to the next. The same
// shelves as /v1 shows; who may not spend can buy nothing.

import type { Programme } from '../programme/programme.ts';
import { shelvesOf } from '../stores/shelf.ts';
import type { Instant } from '../time.ts';
import type { ProfileSource } from './profile.ts';

/** As long as values of text may be where the shortest are taken. */
const REWARDS_MAX = 4_096;
const BETWEEN = ' | ';

type Reward = { readonly title: string; readonly price: number; readonly missing: number };

export function rewardsOf(programme: Programme, { state, left }: ProfileSource, now: Instant) {
  const { buyable, beyond } =
    state.profile?.optedIn === true && state.profile.status === 'good'
      ? onShelves(programme, { state, left, now })
      : { buyable: [], beyond: [] };
  return {
    available_rewards: joined(buyable.map(({ title }) => title)),
    points_for_next_reward: beyond.toSorted(byPrice)[0]?.missing ?? null,
    highest_available_reward: buyable.at(-1)?.title ?? null,
  };
}

function onShelves(programme: Programme, asked: Pick<ProfileSource, 'state' | 'left'> & { readonly now: Instant }) {
  const buyable: Reward[] = [];
  const beyond: Reward[] = [];
  for (const { points, items } of shelvesOf({ ...asked, programme, quantity: 1 })) {
    for (const { definition, offer, hindrance } of items) {
      const { price } = definition;
      const reward = { title: offer?.title ?? definition.offer, price, missing: price - points };
      if (hindrance === null) buyable.push(reward);
      else if (hindrance.code === 'insufficient_points') beyond.push(reward);
    }
  }
  return { buyable: buyable.sort(byPrice), beyond };
}

function byPrice(a: Reward, b: Reward): number {
  return a.price - b.price || a.missing - b.missing || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0);
}

/** Each title once, as many whole ones as there is room for; a title cannot look like two. */
function joined(titles: readonly string[]): string | null {
  let text = '';
  for (const title of new Set(titles.map((one) => one.replaceAll('|', '/')))) {
    const longer = text === '' ? title : `${text}${BETWEEN}${title}`;
    if (longer.length > REWARDS_MAX) break;
    text = longer;
  }
  return text === '' ? null : text;
}
