// Basic and custom attributes as they stand, consents and identifiers; changed in a dialog each.
import { Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { read } from '../api/laurel.ts';
import { channelWord } from '../messages/words.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Day, Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { ProfileSync } from '../sync/profile-card.tsx';
import { useCareReason, useWords, type Words } from './care.ts';
import { EditProfile } from './edit-profile.tsx';
import { EditStanding } from './edit-standing.tsx';
import { Identifiers } from './identifiers.tsx';
import { BASIC, type Customer, customText } from './profile-fields.ts';

const FROM = '/frame/customers/$customer/profile';

export function ProfileTab() {
  const { customer } = useParams({ from: FROM });
  const query = useQuery(read('getCustomer', { path: { customer } }));
  const words = useWords();
  return (
    <Shown query={query}>
      {(known) => <Shown query={words}>{(named) => <Known customer={known} words={named} />}</Shown>}
    </Shown>
  );
}

type KnownProps = { readonly customer: Customer; readonly words: Words };

function Known({ customer, words }: KnownProps) {
  const [open, setOpen] = useState<'profile' | 'standing' | null>(null);
  const refused = useCareReason(customer.id, 'customers:write');
  const close = (): void => setOpen(null);
  return (
    <Stack>
      <Group>
        <ReasonedButton reason={refused} onClick={() => setOpen('profile')}>
          Edit
        </ReasonedButton>
        <ReasonedButton reason={refused} variant="default" onClick={() => setOpen('standing')}>
          Change status and consents
        </ReasonedButton>
      </Group>
      <div className="profile-columns">
        <Part title="Basic attributes">
          {BASIC.map(([name, label]) => (
            <Field key={name} label={label}>
              {name === 'birth_on' && customer.birth_on !== null ? <Day on={customer.birth_on} /> : customer[name]}
            </Field>
          ))}
          <Phones customer={customer} />
        </Part>
        <Stack gap="lg">
          <Part title="Custom attributes">
            {words.attributes.length === 0 ? <Field label="None">the programme declares none</Field> : null}
            {words.attributes.map((attribute) => (
              <Field key={attribute.name} label={attribute.title}>
                {customText(customer.custom[attribute.name], attribute)}
              </Field>
            ))}
          </Part>
          <Standing customer={customer} />
          <Identifiers customer={customer} refused={refused} />
          <ProfileSync customer={customer.id} />
        </Stack>
      </div>
      {open === 'profile' ? <EditProfile customer={customer} words={words} onClose={close} /> : null}
      {open === 'standing' ? <EditStanding customer={customer} onClose={close} /> : null}
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <dl className="profile-fields">{children}</dl>
    </section>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children === null || children === '' ? '–' : children}</dd>
    </>
  );
}

function Phones({ customer }: { customer: Customer }) {
  const { phones } = customer;
  if (phones.length === 0) return <Field label="Phones">–</Field>;
  return (
    <Field label="Phones">
      {phones.map(({ number, type, verified, flags }) => (
        <div key={number}>
          {[number, type, verified ? 'verified' : null, ...flags].filter((one) => one !== null).join(' · ')}
        </div>
      ))}
    </Field>
  );
}

function Standing({ customer }: { customer: Customer }) {
  const { opted_in: isIn, opted_in_at: inAt, opted_out_at: outAt, opt_in_source: source } = customer;
  const at = isIn ? inAt : outAt;
  return (
    <Part title="Opt-in and consents">
      <Field label="Programme">
        <Status word={isIn ? 'Opted in' : 'Not opted in'} tone={isIn ? 'good' : 'quiet'} />{' '}
        {at === null ? null : <Instant at={at} />}
        {source === null ? '' : ` (${source})`}
      </Field>
      {Object.entries(customer.consents).map(([channel, { given, at: givenAt }]) => (
        <Field key={channel} label={`Marketing by ${channelWord(channel)}`}>
          <Status word={given ? 'Agreed' : 'Refused'} tone={given ? 'good' : 'quiet'} /> <Instant at={givenAt} />
        </Field>
      ))}
    </Part>
  );
}
