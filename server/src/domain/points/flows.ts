// What happened to the points of an account in some time, and what is left of it: figures for whoever keeps the books.

export const FLOWS = ['issued', 'used', 'expired', 'reversed', 'received', 'sent'] as const;
export type Flow = (typeof FLOWS)[number];
export type Flows = { readonly [flow in Flow]: number };

/** Points that members have and may still use, when these flows are all there ever were. */
export function outstandingOf({ issued, used, expired, reversed, received, sent }: Flows): number {
  return issued + received - used - expired - reversed - sent;
}

/** The share of the points given, and not taken back, that expired unused; null as long as none were given. */
export function breakageOf({ issued, reversed, expired }: Flows): number | null {
  const given = issued - reversed;
  return given <= 0 ? null : expired / given;
}

export function addFlows(one: Flows, other: Flows): Flows {
  return flowsBy((flow) => one[flow] + other[flow]);
}

export function flowsBy(amountOf: (flow: Flow) => number): Flows {
  return {
    issued: amountOf('issued'),
    used: amountOf('used'),
    expired: amountOf('expired'),
    reversed: amountOf('reversed'),
    received: amountOf('received'),
    sent: amountOf('sent'),
  };
}
