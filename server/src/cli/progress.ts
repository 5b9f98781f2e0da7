// Shows how far something has come: one line that is drawn over on a terminal, a line now and then elsewhere.

export type Progress = {
  /** `total` null: not known yet. */
  show(done: number, total: number | null, note?: string): void;
  /** Ends the line. */
  end(): void;
};

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

type Stream = { readonly isTTY?: boolean; write(text: string): unknown };

export function createProgress(what: string, stream: Stream = process.stderr): Progress {
  const startedAt = performance.now();
  const isTerminal = stream.isTTY === true;
  let first: number | null = null;
  let shownAt = startedAt;
  let isDrawn = false;
  return {
    show: (done, total, note = '') => {
      first ??= done;
      const now = performance.now();
      // The last figure is drawn whatever the time, so that a bar is full at the end; lines leave that to the report.
      const isLast = isTerminal && done === total;
      if (now - shownAt < (isTerminal ? REDRAW_MS : LINE_MS) && !isLast) return;
      shownAt = now;
      const perSecond = (done - first) / Math.max(0.001, (now - startedAt) / 1000);
      const text = progressText(what, { done, total, perSecond, note });
      if (!isTerminal) {
        stream.write(`${text}\n`);
        return;
      }
      stream.write(`\r\x1b[2K${text}`);
      isDrawn = true;
    },
    end: () => {
      if (isDrawn) stream.write('\n');
      isDrawn = false;
    },
  };
}

type Figures = {
  readonly done: number;
  readonly total: number | null;
  readonly perSecond: number;
  readonly note: string;
};

/** `expiry  ████████░░░░  52 %  520,000 of 1,000,000  11,200/s  43 s left  519,870 changed` */
export function progressText(what: string, { done, total, perSecond, note }: Figures): string {
  const parts = [what];
  if (total === null || total === 0) parts.push(grouped(done));
  else {
    const share = Math.min(1, done / total);
    const full = Math.round(share * BAR_CELLS);
    parts.push(`${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`);
    parts.push(`${Math.floor(share * 100)} %`, `${grouped(done)} of ${grouped(total)}`);
  }
  parts.push(`${grouped(Math.round(perSecond))}/s`);
  if (total !== null && perSecond > 0 && done < total) parts.push(`${timeText((total - done) / perSecond)} left`);
  if (note !== '') parts.push(note);
  return parts.join('  ');
}

export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

export function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
