// Who the customer is, in two lines: how their account stands, then how they are reached and known.

import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Day, Instant } from '../parts/instant.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Status, type Tone } from '../parts/status.tsx';

export type Header = Schemas['CustomerHeader'];

const STATUS_TONES: { readonly [status in Header['status']]: Tone } = {
  good: 'good',
  suspended: 'warn',
  closed: 'bad',
};
const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });

export function HeaderFacts({ header }: { header: Header }) {
  const { status, opted_in: isOptedIn, processing_stopped_at: stoppedAt } = header;
  return (
    <div>
      <Text component="div" className="profile-facts">
        <Status word={`Account ${status}`} tone={STATUS_TONES[status]} />
        <Status word={isOptedIn ? 'Opted in' : 'Not opted in'} tone={isOptedIn ? 'good' : 'quiet'} />
        {stoppedAt === null ? (
          <Status word="Processing on" tone="good" />
        ) : (
          <span>
            <Status word="Processing stopped" tone="bad" /> <Instant at={stoppedAt} />
          </span>
        )}
        {header.active ? null : <Status word="Not active for a year" tone="quiet" />}
        {header.test_persona ? <Status word="Test persona" tone="warn" /> : null}
      </Text>
      <Text component="div" size="sm" c="dimmed" className="profile-facts" mt={4}>
        <Known>{header.name === null ? null : header.email}</Known>
        <Known>{header.external_id === null ? null : `External ID ${header.external_id}`}</Known>
        {header.birth_on === null ? null : (
          <span>
            Born <Day on={header.birth_on} /> ({ageOn(header.birth_on, new Date())})
          </span>
        )}
        <Known>{header.language === null ? null : languageName(header.language)}</Known>
        <span>
          Joined <Instant at={header.joined_at} />
        </span>
        <span>
          ID <ShortId id={header.id} label="customer id" />
        </span>
      </Text>
    </div>
  );
}

function Known({ children }: { children: ReactNode }) {
  return children === null ? null : <span>{children}</span>;
}

function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    // Not a language tag: shown as it was given.
    return code;
  }
}

function ageOn(birthOn: string, today: Date): number {
  const [year = 0, month = 1, day = 1] = birthOn.split('-').map(Number);
  const isBefore = today.getMonth() + 1 < month || (today.getMonth() + 1 === month && today.getDate() < day);
  return today.getFullYear() - year - (isBefore ? 1 : 0);
}
