// The look of the console as tokens: one typeface, one accent colour, greys that hold AA in light and in dark.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const laurel: MantineColorsTuple = [
  '#eef7f1',
  '#dcebe2',
  '#b7d8c4',
  '#8ec3a3',
  '#6bb187',
  '#55a675',
  '#2f7d4f',
  '#266b43',
  '#1c5935',
  '#0e4526',
];

export const theme = createTheme({
  primaryColor: 'laurel',
  primaryShade: { light: 7, dark: 7 },
  colors: { laurel },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { styles: { label: { fontWeight: 500 } } },
    Table: { defaultProps: { verticalSpacing: 8, horizontalSpacing: 'sm', highlightOnHover: true } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      // Below a title Mantine's grey is lighter than AA allows.
      styles: { description: { color: 'var(--mantine-color-text)' } },
    },
    Drawer: { defaultProps: { position: 'right', overlayProps: { backgroundOpacity: 0.2 } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** Mantine's own greys for secondary text and placeholders are lighter than AA allows. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-error': '#c02626',
    '--laurel-earned': '#1c6b3c',
    '--laurel-used': '#b42323',
    '--laurel-warn': '#8a5a00',
    '--mantine-color-yellow-light-color': '#7a5000',
    '--mantine-color-green-light-color': '#1c6b3c',
    '--laurel-line': colors.gray[2],
    '--laurel-quiet': colors.gray[0],
  },
  dark: {
    '--mantine-color-dimmed': '#a6adb4',
    '--mantine-color-placeholder': '#9aa1a8',
    '--mantine-color-error': '#ff9191',
    '--laurel-earned': '#6fcf97',
    '--laurel-used': '#ff9191',
    '--laurel-warn': '#f0c068',
    '--laurel-line': colors.dark[4],
    '--laurel-quiet': colors.dark[6],
  },
});
