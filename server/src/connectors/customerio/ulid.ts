// The ULID that is the same 128 bits as a UUID: Customer.io drops events whose id it has seen, and takes ids of this form.

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

export function ulidOf(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text = `${ALPHABET[Number(rest & 31n)] ?? ''}${text}`;
    rest >>= 5n;
  }
  return text;
}
