// What a campaign sends: one message through one provider, and what it looks like for a real member.
import { NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { entriesOf, isDefinition } from '../programme/save-entry.ts';
import { isMessage, outcomesOf, partAt, textAt, withPart } from './definition.ts';
import { MessagePreview } from './message-preview.tsx';
import type { PartProps } from './who-part.tsx';

const NOTHING = { value: '', label: 'Nothing' };

export function SendsPart({ definition, change, draft }: PartProps) {
  const outcomes = outcomesOf(definition);
  const sent = outcomes.find(isMessage);
  const messages = entriesOf(draft, 'messages');
  const message = sent === undefined ? '' : textAt(sent, 'message');
  const variants = messages.get(message)?.variants;
  const providers = isDefinition(variants) ? Object.keys(variants) : [];
  const provider = sent === undefined ? '' : textAt(sent, 'provider', providers[0]);
  const choose = (name: string): void => {
    const others = outcomes.filter((one) => !isMessage(one));
    change({ outcomes: name === '' ? others : [...others, { kind: 'message', message: name }] });
  };
  const through = (name: string): void =>
    change({ outcomes: outcomes.map((one) => (one === sent ? withPart(one, { provider: name }) : one)) });
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Message"
        w={320}
        value={message}
        data={[NOTHING, ...[...messages].map(([value, one]) => ({ value, label: textAt(one, 'title', value) }))]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {message === '' ? null : (
        <NativeSelect
          label="Through"
          w={320}
          value={provider}
          data={providers.map((value) => ({
            value,
            label: textAt(entriesOf(draft, 'providers').get(value) ?? {}, 'title', value),
          }))}
          onChange={(event) => through(event.currentTarget.value)}
        />
      )}
      {outcomes.filter(isMessage).length > 1 ? (
        <Text size="sm">It sends more than one message; the others are edited as code in the programme.</Text>
      ) : null}
      {message === '' ? null : <Payload definition={definition} change={change} />}
      {message === '' ? null : (
        <MessagePreview key={message + provider} message={message} provider={provider} draft={draft} />
      )}
    </Stack>
  );
}

/** Free data of the campaign, which templates read as `campaign.custom`. */
function Payload({ definition, change }: Pick<PartProps, 'definition' | 'change'>) {
  const payload = partAt(definition, 'payload');
  const [text, setText] = useState(payload === null ? '' : JSON.stringify(payload, null, 2));
  const write = (next: string): void => {
    setText(next);
    const read = payloadOf(next);
    if (read !== null) change({ payload: Object.keys(read).length === 0 ? undefined : read });
  };
  return (
    <Textarea
      label="Data for the message"
      description="JSON that templates read as campaign.custom"
      autosize
      w={420}
      value={text}
      error={payloadOf(text) === null ? 'This is no JSON object yet.' : undefined}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}

function payloadOf(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const read: unknown = JSON.parse(text);
    return isDefinition(read) ? read : null;
  } catch {
    return null;
  }
}
