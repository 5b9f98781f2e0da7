// The id of a loyalty event: a UUID that follows from the customer, the decision and the place in it, so that an event that is
// sent again is known to be the same.

/** Both sides of a decision about two customers have its id: the customer's tells them apart. Version 8: made by our own rule. */
export function eventId(of: { readonly factId: string; readonly customerId: string }, place: number): string {
  if (place < 0 || place > 0xffff) throw new RangeError(`no place in a decision: ${place}`);
  const fact = `${plain(of.factId).slice(0, 28)}${place.toString(16).padStart(4, '0')}`;
  const customer = plain(of.customerId);
  const mixed = [...fact]
    .map((digit, index) => (digitOf(digit) ^ digitOf(customer[index] ?? '0')).toString(16))
    .join('');
  const variant = ((digitOf(mixed[16] ?? '0') & 3) | 8).toString(16);
  return [
    mixed.slice(0, 8),
    mixed.slice(8, 12),
    `8${mixed.slice(13, 16)}`,
    `${variant}${mixed.slice(17, 20)}`,
    mixed.slice(20),
  ].join('-');
}

function plain(uuid: string): string {
  return uuid.replaceAll('-', '');
}

function digitOf(hex: string): number {
  return Number.parseInt(hex, 16);
}
