// The customer's tags with their counts: added, taken away, and the count set back where a cap is reached.
import { Autocomplete, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { tell } from '../parts/outcome.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { useCareReason, useWords, type Words } from './care.ts';

type Tag = { readonly tag: string; readonly count: number; readonly expires_at: string | null };
type Asked = { readonly kind: 'reset' | 'remove'; readonly tag: string } | null;

const FROM = '/frame/customers/$customer/activity/tags';
const NOTHING = (
  <Empty title="No tags">A tag marks a customer for campaigns, messages, offers, or the next person who cares.</Empty>
);

export function TagsTab() {
  const { customer } = useParams({ from: FROM });
  const tags = useQuery(read('listTags', { path: { customer } }));
  const words = useWords();
  const [asked, ask] = useState<Asked>(null);
  const refused = useCareReason(customer, 'customers:write');
  return (
    <Stack>
      <AddTag customer={customer} refused={refused} declared={words.data?.tags ?? []} />
      <Shown query={tags}>
        {({ items }) =>
          items.length === 0 ? (
            NOTHING
          ) : (
            <Rows label="Tags" columns={columnsOf(words.data, refused, ask)} rows={items} rowKey={({ tag }) => tag} />
          )
        }
      </Shown>
      {asked?.kind === 'reset' ? <ResetTag customer={customer} tag={asked.tag} onClose={() => ask(null)} /> : null}
      {asked?.kind === 'remove' ? <RemoveTag customer={customer} tag={asked.tag} onClose={() => ask(null)} /> : null}
    </Stack>
  );
}

function columnsOf(
  words: Words | undefined,
  refused: string | null,
  ask: (asked: Asked) => void,
): readonly Column<Tag>[] {
  const capOf = (tag: string): number | null => words?.tags.find(({ name }) => name === tag)?.cap ?? null;
  const counted = ({ tag, count: times }: Tag): string => {
    const cap = capOf(tag);
    return cap === null ? count(times) : `${count(times)} of ${count(cap)}`;
  };
  return [
    { header: 'Name', cell: ({ tag }) => tag },
    { header: 'Count', align: 'right', cell: counted },
    { header: 'Ends', cell: ({ expires_at: at }) => (at === null ? 'never' : <Instant at={at} />) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: ({ tag }) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <ReasonedButton
            reason={refused}
            variant="subtle"
            size="compact-sm"
            onClick={() => ask({ kind: 'reset', tag })}
          >
            Reset count<span className="sr-only">&nbsp;of {tag}</span>
          </ReasonedButton>
          <ReasonedButton
            reason={refused}
            variant="subtle"
            size="compact-sm"
            onClick={() => ask({ kind: 'remove', tag })}
          >
            Remove<span className="sr-only">&nbsp;{tag}</span>
          </ReasonedButton>
        </Group>
      ),
    },
  ];
}

type AddTagProps = { readonly customer: string; readonly refused: string | null; readonly declared: Words['tags'] };

function AddTag({ customer, refused, declared }: AddTagProps) {
  const [tag, setTag] = useState('');
  const add = useChange('addTags', {
    onDone: (result) => {
      tell(result, `Tag ${tag.trim()} added.`);
      setTag('');
    },
  });
  const missing = tag.trim() === '' ? 'Write the name of the tag first.' : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (missing === null) add.mutate({ path: { customer }, body: { tags: [{ tag: tag.trim() }] } });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <Autocomplete
          label="New tag"
          data={declared.map(({ name }) => name)}
          value={tag}
          onChange={setTag}
          error={add.error === null ? undefined : sentenceOf(add.error)}
        />
        <div style={{ paddingTop: 25 }}>
          <ReasonedButton type="submit" reason={refused ?? missing} loading={add.isPending}>
            Add tag
          </ReasonedButton>
        </div>
      </Group>
    </form>
  );
}

type OneTagProps = { readonly customer: string; readonly tag: string; readonly onClose: () => void };

function ResetTag({ customer, tag, onClose }: OneTagProps) {
  const reset = useChange('resetTag', {
    onDone: (result) => {
      tell(result, `The count of ${tag} starts again.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={`Reset the count of ${tag}`}
      verb="Reset count"
      error={reset.error}
      isBusy={reset.isPending}
      onClose={onClose}
      onConfirm={() => reset.mutate({ path: { customer, tag } })}
    >
      The count goes back to nought, so that the tag can be counted up to its cap again.
    </ConfirmDialog>
  );
}

function RemoveTag({ customer, tag, onClose }: OneTagProps) {
  const remove = useChange('removeTag', {
    onDone: (result) => {
      tell(result, `Tag ${tag} removed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={`Remove the tag ${tag}`}
      verb="Remove tag"
      error={remove.error}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { customer, tag } })}
    >
      The customer loses the tag and its count. Audiences and campaigns that ask for it leave them out from then on.
    </ConfirmDialog>
  );
}
