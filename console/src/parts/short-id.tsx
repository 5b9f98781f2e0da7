// An id, shortened; a click copies the whole of it.
import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';

const SHOWN = 8;

export function ShortId({ id, label = 'id' }: { id: string; label?: string }) {
  const shown = id.length > SHOWN + 2 ? `${id.slice(0, SHOWN)}…` : id;
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : id}>
          <UnstyledButton ff="monospace" fz="xs" onClick={copy} aria-label={`${shown} Copy ${label} ${id}`}>
            {shown}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
