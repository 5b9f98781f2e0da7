// Before a campaign goes live: its sentence, whom it reaches, what it would have given, every change that goes live with it, and
// who has to agree.

import type { ResultOf } from '@laurel/sdk';
import { Alert, Divider, Grid, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { Members } from '../audiences/members.tsx';
import { ReasonedButton } from '../parts/dialog.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { type Definition, type Draft, entriesOf, useDraft } from '../programme/save-entry.ts';
import { TrialFigures } from './beside.tsx';
import { textAt } from './definition.ts';

export function CampaignLaunch() {
  const { campaign = '' } = useParams({ strict: false });
  const draft = useDraft();
  const mayRead = useReason('programme:read');
  const back = { to: `/campaigns/${campaign}/edit`, label: 'Builder' };
  if (mayRead !== null)
    return (
      <Page title="Launch" back={back}>
        <Empty title="Campaigns are launched from the draft of the programme">{mayRead}</Empty>
      </Page>
    );
  return (
    <Shown query={draft}>
      {(found) => {
        const definition = entriesOf(found, 'campaigns').get(campaign);
        if (definition === undefined)
          return (
            <Page title="Launch" back={back}>
              <Empty title="There is no such campaign" />
            </Page>
          );
        return <Review campaign={campaign} draft={found} definition={definition} back={back} />;
      }}
    </Shown>
  );
}

type ReviewProps = {
  readonly campaign: string;
  readonly draft: Draft;
  readonly definition: Definition;
  readonly back: { readonly to: string; readonly label: string };
};

function Review({ campaign, draft, definition, back }: ReviewProps) {
  const title = textAt(definition, 'title', campaign);
  const body = { campaign, definition: { ...definition } };
  const checked = useQuery(read('checkCampaign', { body }));
  const trial = useQuery({
    ...read('tryCampaignOnBase', { body: { ...body, days: 30 } }),
    enabled: checked.data?.problems.length === 0,
  });
  const plan = useQuery(read('planProgrammeDraft', {}));
  return (
    <Page
      title={`Launch ${title}`}
      back={back}
      action={
        <LinkButton to={back.to} variant="default">
          Edit campaign
        </LinkButton>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Shown query={checked} rows={2}>
              {({ sentence }) => <Text fz="lg">{sentence?.text ?? 'It is not whole yet.'}</Text>}
            </Shown>
            <Title order={2}>What goes live</Title>
            <Shown query={plan}>{(planned) => <Changes planned={planned} campaign={campaign} />}</Shown>
            <Divider />
            <Decide key={draft.hash} campaign={campaign} title={title} draft={draft} plan={plan.data} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md" component="aside" aria-label="The numbers">
            <Title order={2}>Who that is now</Title>
            <Shown query={checked} rows={2}>
              {({ audience }) => (audience === null ? null : <Members audience={audience} />)}
            </Shown>
            <Title order={2}>In the last 30 days</Title>
            <Shown query={trial} rows={3}>
              {(found) => <TrialFigures trial={found} />}
            </Shown>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

type Planned = ResultOf<'planProgrammeDraft'>;
const SIGNS = { add: '+', change: '~', remove: '−' } as const;

function Changes({ planned, campaign }: { planned: Planned; campaign: string }) {
  const { problems, plan } = planned;
  if (plan === null)
    return (
      <Alert color="red" variant="light" title="The draft cannot be published yet" role="alert">
        <List size="sm">
          {problems.map(({ path, problem, expected }) => (
            <List.Item key={path + problem}>{`${path}: ${problem}; expected ${expected}`}</List.Item>
          ))}
        </List>
      </Alert>
    );
  const isOwn = (path: string): boolean =>
    path === `campaigns.${campaign}` || path.startsWith(`campaigns.${campaign}.`);
  const others = plan.changes.filter(({ path }) => !isOwn(path)).length;
  return (
    <Stack gap="xs">
      <List size="sm" listStyleType="none" ff="monospace" aria-label="Changes">
        {plan.changes.map(({ kind, path, before, after }) => (
          <List.Item key={kind + path}>
            {SIGNS[kind]} {path}
            {kind === 'change' ? `: ${before} → ${after}` : `: ${after ?? before ?? ''}`}
          </List.Item>
        ))}
      </List>
      {plan.changes.length === 0 ? <Text size="sm">Nothing: what is drafted is live already.</Text> : null}
      {others === 0 ? null : (
        <Text size="sm">The draft holds changes besides this campaign; they go live with it.</Text>
      )}
      {plan.warnings.map(({ path, sentence }) => (
        <Text key={path + sentence} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}

type DecideProps = {
  readonly campaign: string;
  readonly title: string;
  readonly draft: Draft;
  readonly plan: Planned | undefined;
};

/** Where a second person has to agree, handing in comes first; whoever that is finds the same page. */
function Decide({ campaign, title, draft, plan }: DecideProps) {
  const [note, setNote] = useState('');
  const navigate = useNavigate();
  const mayPublish = useReason('programme:write');
  const publish = useChange('publishProgrammeDraft', {
    onDone: () => {
      notifications.show({ message: `Launched ${title}.` });
      navigate({ to: `/campaigns/${campaign}` });
    },
  });
  const submit = useChange('submitProgrammeDraft');
  const approve = useChange('approveProgrammeDraft');
  const { needed, submitted, approved } = draft.approval;
  const body = { hash: draft.hash, note: note === '' ? null : note };
  const blocked =
    mayPublish ??
    (plan === undefined
      ? 'The changes are being looked at.'
      : plan.plan === null
        ? 'The draft cannot be published yet.'
        : null) ??
    (draft.exists ? null : 'Nothing is drafted.');
  const step = !needed || approved !== null ? publish : submitted === null ? submit : approve;
  const verb = step === publish ? `Launch ${title}` : step === submit ? 'Hand in for approval' : 'Approve';
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        {!needed
          ? 'Nobody else has to agree.'
          : approved !== null
            ? `Approved by ${approved.by.name}.`
            : submitted !== null
              ? `Handed in by ${submitted.by.name}; somebody else has to approve exactly this.`
              : 'A second person has to approve it.'}
      </Text>
      <Textarea label="Note" w="100%" maw={480} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {step.error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(step.error)}
        </Alert>
      )}
      <ReasonedButton reason={blocked} loading={step.isPending} onClick={() => step.mutate({ body })}>
        {verb}
      </ReasonedButton>
    </Stack>
  );
}
