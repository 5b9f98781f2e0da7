// What can be done with the draft now: discard it, submit, approve or send it back, publish it.
import type { ResultOf } from '@laurel/sdk';
import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useChange } from '../api/laurel.ts';
import { useMe } from '../api/session.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { DRAFT_READS, useWriteReason } from './draft.ts';
import type { Draft } from './save-entry.ts';

type Plan = ResultOf<'planProgrammeDraft'>;
type Step = 'discard' | 'submit' | 'approve' | 'send-back' | 'publish';

export function ReviewActions({ draft, plan }: { draft: Draft; plan: Plan | undefined }) {
  const [step, setStep] = useState<Step | null>(null);
  const reason = useWriteReason();
  const me = useMe();
  const { needed, submitted, approved } = draft.approval;
  const isOwn = submitted !== null && submitted.by.id === (me.user?.id ?? null);
  const blocked = reason ?? blockedBy(draft, plan);
  const close = (): void => setStep(null);
  return (
    <>
      <ReasonedButton reason={reason} variant="default" onClick={() => setStep('discard')}>
        Discard draft
      </ReasonedButton>
      {submitted === null ? null : (
        <ReasonedButton reason={reason} variant="default" onClick={() => setStep('send-back')}>
          Send back
        </ReasonedButton>
      )}
      {!needed || approved !== null ? (
        <ReasonedButton reason={blocked} onClick={() => setStep('publish')}>
          Publish
        </ReasonedButton>
      ) : submitted === null ? (
        <ReasonedButton reason={blocked} onClick={() => setStep('submit')}>
          Submit for approval
        </ReasonedButton>
      ) : (
        <ReasonedButton
          reason={isOwn ? 'Nobody approves what they submitted themselves. Somebody else has to.' : blocked}
          onClick={() => setStep('approve')}
        >
          Approve
        </ReasonedButton>
      )}
      <DiscardDialog isOpen={step === 'discard'} onClose={close} />
      <StepDialogs step={step} draft={draft} onClose={close} />
    </>
  );
}

function blockedBy(draft: Draft, plan: Plan | undefined): string | null {
  if (draft.behind) return 'Bring the draft up to date first.';
  if (plan === undefined) return 'The plan is being made.';
  if (plan.problems.length > 0) return 'What is wrong with the draft has to be mended first.';
  if ((plan.plan?.in_use.length ?? 0) > 0) return 'Customers still hold what the draft removes.';
  return null;
}

type DialogProps = { readonly isOpen: boolean; readonly onClose: () => void };

function DiscardDialog({ isOpen, onClose }: DialogProps) {
  const discard = useChange('discardProgrammeDraft', { refreshes: DRAFT_READS, onDone: onClose });
  return (
    <ConfirmDialog
      title="Discard all changes of the draft"
      verb="Discard draft"
      isDanger
      isOpen={isOpen}
      onClose={onClose}
      isBusy={discard.isPending}
      error={discard.error}
      onConfirm={() => discard.mutate({})}
    >
      What everybody has changed since the last publication is gone. What is live stays.
    </ConfirmDialog>
  );
}

function StepDialogs({ step, draft, onClose }: { step: Step | null; draft: Draft; onClose: () => void }) {
  const { hash, live_version } = draft;
  const next = live_version + 1;
  const done = (message: string) => () => {
    notifications.show({ message });
    onClose();
  };
  const publish = useChange('publishProgrammeDraft', {
    onDone: ({ version }) => done(`Version ${version} is live.`)(),
  });
  const submit = useChange('submitProgrammeDraft', { refreshes: DRAFT_READS, onDone: done('Submitted for approval.') });
  const approve = useChange('approveProgrammeDraft', { refreshes: DRAFT_READS, onDone: done('Approved.') });
  const sendBack = useChange('sendBackProgrammeDraft', { refreshes: DRAFT_READS, onDone: done('Sent back.') });
  const dialog = (own: Step, title: string, verb: string, change: NoteDialogProps['change'], intro: string) => (
    <NoteDialog
      isOpen={step === own}
      onClose={onClose}
      title={title}
      verb={verb}
      change={change}
      hash={hash}
      intro={intro}
    />
  );
  return (
    <>
      {dialog(
        'publish',
        `Publish version ${next}`,
        `Publish version ${next}`,
        publish,
        'From the next event on, everybody is treated by it. What customers have stays as it is.',
      )}
      {dialog(
        'submit',
        'Submit this draft for approval',
        'Submit for approval',
        submit,
        'Somebody else looks at exactly this draft. Any change takes it back.',
      )}
      {dialog(
        'approve',
        'Approve exactly this draft',
        'Approve',
        approve,
        'It can be published then, until somebody changes it.',
      )}
      {dialog('send-back', 'Send this draft back to be edited', 'Send back', sendBack, 'It has to be submitted again.')}
    </>
  );
}

type NoteDialogProps = DialogProps & {
  readonly title: string;
  readonly verb: string;
  readonly intro: string;
  readonly hash: string;
  readonly change: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly mutate: (given: { body: { hash: string; note: string | null } }) => void;
  };
};

function NoteDialog({ isOpen, onClose, title, verb, intro, hash, change }: NoteDialogProps) {
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={title}
      verb={verb}
      isOpen={isOpen}
      onClose={onClose}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={() => change.mutate({ body: { hash, note: note.trim() === '' ? null : note.trim() } })}
    >
      <Text size="sm">{intro}</Text>
      <Textarea
        label="Note"
        description="Shown in the list of versions"
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
