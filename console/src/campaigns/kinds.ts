// What the kinds of campaigns are called, in the campaign list and in a customer's profile. A draft may name another one.
export const CAMPAIGN_KINDS: { readonly [kind: string]: string } = {
  promotion: 'Promotion',
  messaging: 'Messaging',
  loyalty_rule: 'Loyalty Rule',
};
