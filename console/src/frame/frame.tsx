// The frame around every page: where one can go, the palette, the colour scheme, who is signed in.
import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  Kbd,
  NavLink,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { may, useMe } from '../api/session.ts';
import { Waiting } from '../parts/states.tsx';
import { Account } from './account.tsx';
import { DraftBar } from './draft-bar.tsx';
import { PLACES } from './places.ts';

const Palette = lazy(() => import('./palette.tsx'));

export function Frame() {
  const [isNavOpen, nav] = useDisclosure(false);
  const [isPaletteWanted, setPaletteWanted] = useState(false);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const openPalette = (): void => {
    setPaletteWanted(true);
    palette.open();
  };
  useHotkeys([['mod+K', openPalette]], []);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 184, breakpoint: 'md', collapsed: { mobile: !isNavOpen } }}
      padding={{ base: 'md', lg: 'lg' }}
    >
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" w={168}>
            <Burger opened={isNavOpen} onClick={nav.toggle} hiddenFrom="md" size="sm" aria-label="Navigation" />
            <img src="/laurel.svg" alt="" width={22} height={22} />
            <Text fw={600}>Laurel</Text>
          </Group>
          <PaletteButton onOpen={openPalette} />
          <Group gap="xs" wrap="nowrap">
            <SchemeToggle />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main">
        <Places onGo={nav.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Box maw={1440} mx="auto">
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Box>
        <DraftBar />
      </AppShell.Main>
      {isPaletteWanted ? (
        <Suspense fallback={null}>
          <Palette isOpen={isPaletteOpen} onClose={palette.close} />
        </Suspense>
      ) : null}
    </AppShell>
  );
}

function Places({ onGo }: { onGo: () => void }) {
  const me = useMe();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return PLACES.map(({ to, label, scope }) => {
    const isHere = to === '/' ? path === '/' || path.startsWith('/home') : path === to || path.startsWith(`${to}/`);
    const isAllowed = scope === null || may(me, scope);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        active={isHere}
        disabled={!isAllowed}
        aria-current={isHere ? 'page' : undefined}
        {...(isAllowed ? {} : { title: `Your roles do not allow this (${scope}).`, 'aria-disabled': true })}
        onClick={onGo}
      />
    );
  });
}

function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <UnstyledButton onClick={onOpen} className="palette-button">
      <Text size="sm" c="dimmed" truncate>
        Find a customer, campaign, offer, setting…
      </Text>
      <Box visibleFrom="sm" aria-hidden="true">
        <Kbd size="xs">⌘ K</Kbd>
      </Box>
    </UnstyledButton>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <Tooltip label={`Switch to ${other}`}>
      <ActionIcon variant="subtle" color="gray" onClick={() => setColorScheme(other)} aria-label={`Switch to ${other}`}>
        <span aria-hidden="true">◐</span>
      </ActionIcon>
    </Tooltip>
  );
}
