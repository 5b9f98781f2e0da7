// Writes docs/errors.md from the table of codes. The file is generated and committed; a test holds it fresh.
import { CODES, type Code } from '../domain/codes.ts';

const INTRODUCTION = `# Errors

Every error of \`/v1\` is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) with the media type
\`application/problem+json\`:

\`\`\`json
{
  "type": "/problems/insufficient_points",
  "title": "Insufficient points",
  "status": 422,
  "code": "insufficient_points",
  "detail": "The customer has 40 points available, 50 are needed.",
  "retryable": false,
  "request_id": "0b9c6c0e-6c1b-4b7e-9a53-0f6c1b8f2f7d",
  "decision_id": "019a9f3e-5a10-7c3e-9f10-3b1c2d4e0000",
  "customer_id": "c0f9a3d2-8f4b-4d8e-a1f6-2f1f7d3b5a10",
  "replayed": false
}
\`\`\`

- Decide by \`code\`: codes never change their meaning. Titles and details are for people.
- \`retryable\`: the same request may succeed later; wait as long as \`Retry-After\` says.
- \`errors\` (with \`validation\` and \`programme_invalid\`) names each wrong field with a JSON pointer, what was found and what
  was expected.
- \`decision_id\` is there when the refusal itself is a recorded decision: repeating its idempotency key gives the same
  refusal again, marked \`replayed\`, and
  \`GET /v1/customers/{customer}/decisions/{decision_id}/explain\` says why. The others leave nothing behind.

| code | status | retryable | meaning |
|---|---|---|---|
`;

export function errorsDocument(): string {
  const rows = codes().map((code) => {
    const { status, isRetryable, sentence } = CODES[code];
    return `| \`${code}\` | ${status} | ${isRetryable ? 'yes' : 'no'} | ${sentence.replaceAll('|', '\\|')} |\n`;
  });
  return INTRODUCTION + rows.join('');
}

export function codes(): readonly Code[] {
  const names: readonly string[] = Object.keys(CODES);
  return names.filter(isCode);
}

export function isCode(name: string): name is Code {
  return Object.hasOwn(CODES, name);
}
