// The builder: a campaign as one sentence whose parts are changed by clicking on them, with what it would do beside it. It is
// saved into the draft of the programme; nothing is live before it is launched.

import type { ResultOf } from '@laurel/sdk';
import { Alert, Box, Grid, Group, Paper, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { read, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { nameFrom } from '../parts/name-from.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { type Draft, entriesOf, useDraft, useSaveEntry } from '../programme/save-entry.ts';
import { Beside } from './beside.tsx';
import './campaigns.css';
import { type Definition, eventsOf, NEW_CAMPAIGN, partAt, startOf, textAt, withPart } from './definition.ts';
import { DoesPart } from './does-part.tsx';
import { GetsPart } from './gets-part.tsx';
import { Bounds, OftenPart } from './often-part.tsx';
import { SendsPart } from './sends-part.tsx';
import { isPart, PARTS, type Part, QUESTIONS, wordsOf } from './sentence-parts.ts';
import { type EventName, WhenPart } from './when-part.tsx';
import { type PartProps, WhoPart } from './who-part.tsx';

const TYPING_MS = 400;
const BACK = { to: '/campaigns', label: 'Campaigns' };

export function CampaignBuilder() {
  const { campaign = 'new' } = useParams({ strict: false });
  const draft = useDraft();
  const mayRead = useReason('programme:read');
  if (mayRead !== null)
    return (
      <Page title="Campaign" back={BACK}>
        <Empty title="Campaigns are edited in the draft of the programme">{mayRead}</Empty>
      </Page>
    );
  return draft.data === undefined ? (
    <Page title="Campaign" back={BACK}>
      <Shown query={draft}>{() => null}</Shown>
    </Page>
  ) : (
    <Builder key={campaign} campaign={campaign} draft={draft.data} />
  );
}

type Checked = ResultOf<'checkCampaign'>;

function Builder({ campaign, draft }: { campaign: string; draft: Draft }) {
  const isNew = campaign === 'new';
  const [definition, setDefinition] = useState<Definition>(entriesOf(draft, 'campaigns').get(campaign) ?? NEW_CAMPAIGN);
  const title = textAt(definition, 'title');
  const name = isNew ? nameFrom(title, '_') : campaign;
  const change = (part: Readonly<Record<string, unknown>>): void => setDefinition((was) => withPart(was, part));
  const checked = useChecked(name === '' ? 'new' : name, definition);
  const problems = Object.fromEntries(
    (checked?.problems ?? []).map((one) => [one.path, `${one.problem}: expected ${one.expected}`]),
  );
  const isTaken = isNew && entriesOf(draft, 'campaigns').has(name) ? 'There is a campaign of this name.' : null;
  const missing = title.trim() === '' ? 'Give it a name first.' : isTaken;
  const first = checked?.problems[0];
  const unfinished = missing ?? (first === undefined ? null : `Not whole yet: ${first.problem}.`);
  return (
    <Page
      title={isNew ? 'New campaign' : title}
      back={BACK}
      action={<Actions name={name} definition={definition} draft={draft} missing={missing} unfinished={unfinished} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <TextInput
              label="Name"
              required
              maw={420}
              value={title}
              error={isTaken}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <Sentence definition={definition} change={change} draft={draft} checked={checked} problems={problems} />
            <Title order={2}>Limits and schedule</Title>
            <Bounds definition={definition} change={change} problems={problems} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Beside
            campaign={name === '' ? 'new' : name}
            definition={definition}
            audience={checked?.audience ?? null}
            unfinished={unfinished}
          />
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function useChecked(campaign: string, definition: Definition): Checked | undefined {
  const [asked] = useDebouncedValue(definition, TYPING_MS);
  const body = { campaign, definition: { ...asked } };
  return useQuery({ ...read('checkCampaign', { body }), placeholderData: keepPreviousData }).data;
}

type SentenceProps = Pick<PartProps, 'definition' | 'change' | 'draft' | 'problems'> & {
  readonly checked: Checked | undefined;
};

function Sentence({ definition, checked, ...part }: SentenceProps) {
  const { part: opened } = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = isPart(opened) ? opened : null;
  const events = eventsOf(definition);
  const known = useQuery(read('getRuleFields', events.length === 0 ? {} : { query: { events: events.join(',') } }));
  const sentence = checked?.sentence ?? null;
  const toggle = (next: Part): void => {
    navigate({ to: '.', search: next === open ? {} : { part: next }, replace: true, resetScroll: false });
  };
  return (
    <Stack gap="xs">
      <Box className="sentence" role="group" aria-label="The campaign in one sentence">
        {PARTS.filter((one) => one !== 'does' || partAt(definition, 'trigger') === null).map((one) => (
          <UnstyledButton
            key={one}
            className="sentence-part"
            aria-expanded={one === open}
            aria-label={`${QUESTIONS[one]}: ${LEADS[one] ?? ''}${saidOf(one, definition, sentence)}`}
            onClick={() => toggle(one)}
          >
            {LEADS[one]}
            {saidOf(one, definition, sentence)}
          </UnstyledButton>
        ))}
      </Box>
      {open === null ? null : (
        <Paper withBorder p="md" role="region" aria-label={QUESTIONS[open]}>
          <Shown query={known} rows={3}>
            {({ fields, events: names }) => (
              <OpenPart open={open} events={names} definition={definition} fields={fields} {...part} />
            )}
          </Shown>
        </Paper>
      )}
      <Problems checked={checked} />
    </Stack>
  );
}

const LEADS: { readonly [part in Part]?: string } = { gets: 'get ', sends: 'and we send ' };

function saidOf(part: Part, definition: Definition, sentence: Checked['sentence']): string {
  const isUnsaid = part === 'when' && startOf(definition) === null;
  return wordsOf(part, isUnsaid ? null : sentence);
}

function OpenPart({ open, events, ...part }: PartProps & { open: Part; events: readonly EventName[] }) {
  switch (open) {
    case 'who':
      return <WhoPart {...part} />;
    case 'when':
      return <WhenPart {...part} events={events} />;
    case 'does':
      return <DoesPart {...part} />;
    case 'gets':
      return <GetsPart {...part} />;
    case 'sends':
      return <SendsPart {...part} />;
    case 'often':
      return <OftenPart {...part} />;
  }
}

function Problems({ checked }: { checked: Checked | undefined }) {
  const problems = checked?.problems ?? [];
  if (problems.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      Still to do:{' '}
      {problems
        .slice(0, 3)
        .map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`))
        .join('; ')}
      .
    </Text>
  );
}

type ActionsProps = {
  readonly name: string;
  readonly definition: Definition;
  readonly draft: Draft;
  readonly missing: string | null;
  readonly unfinished: string | null;
};

function Actions({ name, definition, draft, missing, unfinished }: ActionsProps) {
  const navigate = useNavigate();
  const mayEdit = useReason('programme:write');
  const [next, setNext] = useState<'edit' | 'launch'>('edit');
  const save = useSaveEntry('campaigns', draft.revision, () => {
    notifications.show({ message: `Saved ${textAt(definition, 'title')} into the draft.` });
    navigate({ to: `/campaigns/${name}/${next}` });
  });
  const saveAnd = (then: 'edit' | 'launch'): void => {
    setNext(then);
    save.mutate({ name, definition });
  };
  return (
    <Group gap="xs">
      {save.error === null ? null : (
        <Alert color="red" variant="light" role="alert" p="xs">
          {sentenceOf(save.error)}
        </Alert>
      )}
      <ReasonedButton
        variant="default"
        reason={mayEdit ?? missing}
        loading={save.isPending}
        onClick={() => saveAnd('edit')}
      >
        Save draft
      </ReasonedButton>
      <ReasonedButton reason={mayEdit ?? unfinished} loading={save.isPending} onClick={() => saveAnd('launch')}>
        Review and launch
      </ReasonedButton>
    </Group>
  );
}
