// Tabs that are addresses: links, so that the way back, bookmarks and the keyboard work as everywhere.
import { Link, useRouterState } from '@tanstack/react-router';

export type TabLink = { readonly to: string; readonly label: string };

/** The router would mark every tab whose address the current one begins with. */
const EXACT = { exact: true, includeSearch: false };

/** `label` names the row for screen readers. A tab is the current one below its address as well, unless a longer one fits. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') });
  const fitting = tabs.filter(({ to }) => path === to || path.startsWith(`${to}/`));
  const current = fitting.sort((a, b) => b.to.length - a.to.length)[0]?.to;
  return (
    <nav aria-label={label} className="tab-links">
      {tabs.map(({ to, label: name }) => (
        <Link key={to} to={to} activeOptions={EXACT} aria-current={to === current ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
