// What is sent, as people can read it: the e-mail in a frame without scripts, texts as texts, and the request itself.

import type { Schemas } from '@laurel/sdk';
import { Code, Stack, Text } from '@mantine/core';
import { isDefinition } from '../programme/save-entry.ts';
import './sent-body.css';

type Request = Schemas['MessageRequest'];

export function SentBody({ request }: { request: Request }) {
  const body = parsed(request.body);
  const html = textNamed(body, /^html(_?body|content)?$/i);
  const subject = textNamed(body, /^subject$/i);
  const text = textNamed(body, /^text(_?body)?$/i);
  return (
    <Stack gap="sm">
      {subject === null ? null : <Text fw={600}>{subject}</Text>}
      {html === null ? null : (
        // The frame may do nothing: no scripts, no forms, no way out of it.
        <iframe title="What is sent" sandbox="" srcDoc={html} className="mail-frame" />
      )}
      {text === null || html !== null ? null : <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>}
      <Text size="sm" c="dimmed">
        {request.method} {request.url}
      </Text>
      <Code block tabIndex={0} mah={360} style={{ overflow: 'auto' }}>
        {body === null ? request.body : JSON.stringify(body, null, 2)}
      </Code>
    </Stack>
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The first text under such a name, wherever the connector put it. */
function textNamed(value: unknown, name: RegExp): string | null {
  if (Array.isArray(value)) return firstOf(value.map((one) => textNamed(one, name)));
  if (!isDefinition(value)) return null;
  const here = Object.entries(value).find(([key, one]) => name.test(key) && typeof one === 'string' && one !== '');
  if (here !== undefined && typeof here[1] === 'string') return here[1];
  return firstOf(Object.values(value).map((one) => textNamed(one, name)));
}

const firstOf = (found: readonly (string | null)[]): string | null => found.find((one) => one !== null) ?? null;
