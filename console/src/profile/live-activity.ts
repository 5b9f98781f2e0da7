// How many rows the activity log has won since it was read. It listens once the page has loaded and stops when it is left; the
// rows themselves are read like any others.
import { useEffect, useState } from 'react';

export type LiveActivity = { readonly news: number; readonly seen: () => void };

/** `onNews` is told at once, so that what stands beside the log can follow it. */
export function useLiveActivity(customer: string, type: string | undefined, onNews: () => void): LiveActivity {
  const [news, setNews] = useState(0);
  useEffect(() => {
    let source: EventSource | null = null;
    const listen = (): void => {
      const filter = type === undefined ? '' : `?${new URLSearchParams({ type })}`;
      source = new EventSource(`/v1/customers/${encodeURIComponent(customer)}/activity/stream${filter}`);
      source.addEventListener('activity', () => {
        setNews((before) => before + 1);
        onNews();
      });
    };
    setNews(0);
    // An open stream would keep the page from finishing to load.
    if (document.readyState === 'complete') listen();
    else window.addEventListener('load', listen, { once: true });
    return () => {
      window.removeEventListener('load', listen);
      source?.close();
    };
  }, [customer, type, onNews]);
  return { news, seen: () => setNews(0) };
}
