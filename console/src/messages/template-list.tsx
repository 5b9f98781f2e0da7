// The messages of the programme: what each is called, how it goes out, and through whom.

import { useReason } from '../api/session.ts';
import { textIn } from '../parts/entry-form.ts';
import { ButtonLink, TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { DraftMark } from '../programme/draft-mark.tsx';
import { Drafted } from '../programme/entry-page.tsx';
import { changeOf, type Definition, type Draft, entriesOf, isDefinition } from '../programme/save-entry.ts';
import { MessageTabs } from './message-tabs.tsx';
import { channelWord } from './words.ts';

type Row = {
  readonly name: string;
  readonly definition: Definition;
  readonly change: 'add' | 'change' | 'remove' | null;
};

export function TemplateList() {
  return (
    <Page title="Templates" action={<CreateMessage />}>
      <MessageTabs />
      <Drafted>{(data) => <Templates rows={rowsOf(data)} />}</Drafted>
    </Page>
  );
}

function CreateMessage() {
  const notAllowed = useReason('programme:write');
  return (
    <ButtonLink to="/messages/templates/new" reason={notAllowed}>
      Create message
    </ButtonLink>
  );
}

function rowsOf(draft: Draft): readonly Row[] {
  return [...entriesOf(draft, 'messages')].map(([name, definition]) => ({
    name,
    definition,
    change: changeOf(draft, 'messages', name),
  }));
}

function Templates({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) {
    return <Empty title="No messages yet">A message is what campaigns send: its texts, for each provider.</Empty>;
  }
  return <Rows label="Messages of the programme" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} />;
}

const providersOf = ({ variants }: Definition): readonly string[] =>
  isDefinition(variants) ? Object.keys(variants) : [];

const COLUMNS: readonly Column<Row>[] = [
  {
    header: 'Name',
    cell: ({ name, definition, change }) => (
      <>
        <TextLink to={`/messages/templates/${name}`}>{textIn(definition, 'title') || name}</TextLink>{' '}
        <DraftMark change={change} />
      </>
    ),
  },
  { header: 'In the programme', cell: ({ name }) => name },
  { header: 'Channel', cell: ({ definition }) => channelWord(textIn(definition, 'channel') || 'email') },
  { header: 'Purpose', cell: ({ definition }) => textIn(definition, 'purpose') || 'marketing' },
  { header: 'Through', cell: ({ definition }) => providersOf(definition).join(', ') || '–' },
];
