// Regular expressions in linear time (re2js): a pattern from a programme can be slow to write, never slow to run.
// No JavaScript RegExp ever sees a pattern that an author wrote.

import { RE2JS } from 're2js';

/** Longer patterns compile to large automata; nobody reads them either. */
const PATTERN_MAX = 500;

type Regex = { readonly test: (text: string) => boolean };
export type RegexCompilation =
  | { readonly ok: true; readonly regex: Regex }
  | { readonly ok: false; readonly message: string };

/** RE2 syntax (no look-around, no back-references). The pattern may match anywhere in the text unless it says `^` or `$`. */
export function compileRegex(pattern: string): RegexCompilation {
  if (pattern.length > PATTERN_MAX) {
    return {
      ok: false,
      message: `the pattern is ${pattern.length} characters long, at most ${PATTERN_MAX} are allowed`,
    };
  }
  try {
    const compiled = RE2JS.compile(pattern);
    return { ok: true, regex: { test: (text) => compiled.test(text) } };
  } catch (error) {
    // re2js throws only for a pattern it cannot read; its text names the offending part.
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
