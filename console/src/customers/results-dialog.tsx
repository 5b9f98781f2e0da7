// What became of a change of several customers, as told at once: how many it was done for, and a line for whoever there is
// something to say of.
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { count } from '../parts/figures.tsx';

export function customersText(number: number): string {
  return number === 1 ? '1 customer' : `${count(number)} customers`;
}

type Props = {
  readonly title: string;
  readonly status: string;
  readonly lines: readonly { readonly key: string | number; readonly text: string }[];
  /** There may be many of them. */
  readonly isLong?: boolean;
  readonly onClose: () => void;
};

export function ResultsDialog({ title, status, lines, isLong = false, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="sm">
        <Text size="sm" role="status">
          {status}
        </Text>
        {lines.length === 0 ? null : (
          <List size="sm" {...(isLong ? { mah: 320, style: { overflowY: 'auto' } } : {})}>
            {lines.map(({ key, text }) => (
              <List.Item key={key}>{text}</List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
