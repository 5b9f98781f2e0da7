// Campaigns over three months: a bar from start to end for each. Which months are shown stands in the address.
import { Anchor, Box, Button, Group, Table, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type CampaignRow, STATES } from './campaign-rows.ts';
import './campaigns.css';

const MONTHS_SHOWN = 3;
const name = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', month: 'long', year: 'numeric' });
const day = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

export function CampaignCalendar({ rows, from }: { rows: readonly CampaignRow[]; from: string | undefined }) {
  const first = monthOf(from);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => plus(first, index));
  const [start, end] = [first, plus(first, MONTHS_SHOWN)];
  const shown = rows.filter((row) => startOf(row) < end && endOf(row) > start);
  return (
    <>
      <Group gap="xs">
        <Move to={plus(first, -1)} label="Earlier" />
        <Move to={plus(first, 1)} label="Later" />
        <Text size="sm" fw={600} aria-live="polite">
          {name.formatRange(start, end - 1)}
        </Text>
      </Group>
      <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label="Calendar of campaigns">
        <Table className="rows calendar" aria-label="Campaigns by month" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={220}>
                Campaign
              </Table.Th>
              {months.map((month) => (
                <Table.Th key={month} scope="col">
                  {name.format(month)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Td>
                  <Anchor component={Link} to={`/campaigns/${row.name}`} size="sm">
                    {row.title}
                  </Anchor>
                </Table.Td>
                <Table.Td colSpan={MONTHS_SHOWN} p={0}>
                  <Bar row={row} start={start} end={end} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          No campaign runs in these months.
        </Text>
      ) : null}
    </>
  );
}

function Move({ to, label }: { to: number; label: string }) {
  const navigate = useNavigate();
  const from = new Date(to).toISOString().slice(0, 7);
  return (
    <Button variant="default" onClick={() => navigate({ to: '/campaigns', search: { view: 'calendar', from } })}>
      {label}
    </Button>
  );
}

function Bar({ row, start, end }: { row: CampaignRow; start: number; end: number }) {
  const [from, to] = [Math.max(start, startOf(row)), Math.min(end, endOf(row))];
  const part = (at: number): string => `${((at - start) / (end - start)) * 100}%`;
  const words = `${STATES[row.state].word} · ${row.startsAt === null ? 'always' : `from ${day.format(Date.parse(row.startsAt))}`}${
    row.endsAt === null ? '' : ` to ${day.format(Date.parse(row.endsAt))}`
  }`;
  return (
    <Box pos="relative" h={40}>
      <div
        className="calendar-bar"
        data-state={row.state}
        style={{ left: part(from), width: `calc(${part(to)} - ${part(from)})` }}
      >
        <Text size="xs" truncate>
          {words}
        </Text>
      </div>
    </Box>
  );
}

function startOf({ startsAt }: CampaignRow): number {
  return startsAt === null ? Number.NEGATIVE_INFINITY : Date.parse(startsAt);
}

function endOf({ endsAt }: CampaignRow): number {
  return endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt);
}

function monthOf(text: string | undefined): number {
  const found = text !== undefined && /^\d{4}-\d{2}$/.test(text) ? Date.parse(`${text}-01T00:00:00Z`) : Number.NaN;
  const now = new Date();
  return Number.isNaN(found) ? Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) : found;
}

function plus(month: number, by: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
}
