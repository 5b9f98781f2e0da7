// The Liquid engines: the library with everything taken away that reads files, rolls dice or asks the time, and with a
// limit on what one rendering may do. It compiles no template itself.

import {
  CaptureTag,
  type Context,
  type Emitter,
  type FilterImplOptions,
  ForTag,
  Liquid,
  type Parser,
  type TagToken,
  type TopLevelToken,
} from 'liquidjs';
import type { Json } from '../facts.ts';
import { isTimeZone } from '../time.ts';
import { formatDate } from './template-date.ts';

/** `html` escapes what it puts in (`| raw` does not). `value`: a lone `{{ … }}` keeps the type of its value. */
export type TemplateMode = 'text' | 'html' | 'value';

export const SOURCE_MAX = 100_000;
/** Characters written and list items visited, together, in one rendering: a generous e-mail is a tenth of it. */
const WORK_MAX = 1_000_000;
/** What one turn of a loop costs besides what it writes. */
const TURN_COST = 10;
/** Values inside a rendered JSON body are as deep as facts may be. */
const DEPTH_MAX = 8;

/** Neither `include` nor `render` (there are no files), and nothing that reads like a program. */
export const TAGS = 'assign break capture case comment continue echo for if raw unless #'.split(' ');
export const FILTERS = [
  'abs append at_least at_most base64_encode capitalize ceil compact concat date default divided_by downcase escape',
  'escape_once first floor join json last lstrip map minus modulo newline_to_br plus prepend raw remove remove_first',
  'remove_last replace replace_first replace_last reverse round rstrip size slice sort sort_natural split strip',
  'strip_html strip_newlines sum times truncate truncatewords uniq upcase url_encode where',
].flatMap((line) => line.split(' '));

/** Writes within the same limit as everything else that a rendering does. */
export class BoundedEmitter implements Emitter {
  buffer = '';
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  write(value: unknown): void {
    const text = textOf(value);
    this.#context.memoryLimit.use(text.length);
    this.buffer += text;
  }
}

/** As Liquid writes values: nothing for what is not there, lists one after another. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('');
  return typeof value === 'object' ? JSON.stringify(toJson(value, 0)) : String(value);
}

/** What a filter returned, as JSON; what is none (Liquid's own `nil`, `forloop`, NaN) becomes null. */
export function toJson(value: unknown, depth: number): Json {
  if (depth > DEPTH_MAX) throw new RangeError(`the value is nested more than ${DEPTH_MAX} deep`);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return null;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, toJson(field, depth + 1)]));
}

/** The library charges lists when they are made, not when they are walked: six nested loops would never end. */
class CountedFor extends ForTag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid, parser);
    this.templates.unshift({ token, render: (context: Context) => context.memoryLimit.use(TURN_COST) });
  }
}

/** The library's own writes without limit: a capture that holds itself twice doubles at each turn. */
class BoundedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const written = new BoundedEmitter(context);
    yield this.liquid.renderer.renderTemplates(this.templates, context, written);
    Object.assign(context.bottom(), { [this.variable]: written.buffer });
  }
}

/** In the customer's time zone, or in the one named: `date: "%H:%M", "Europe/Berlin"`. */
const dateFilter: FilterImplOptions = function (value: unknown, format: unknown, timeZone: unknown): unknown {
  const wanted = timeZone ?? this.context.getSync(['customer', 'time_zone']);
  return formatDate(value, format, typeof wanted === 'string' && isTimeZone(wanted) ? wanted : 'UTC');
};

function createEngine(escapes: boolean): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: SOURCE_MAX,
    memoryLimit: WORK_MAX,
    timezoneOffset: 0,
    locale: 'en',
    // Nothing is ever read: the tags that would are taken away below, and the map of templates is empty.
    templates: {},
    ...(escapes ? { outputEscape: 'escape' as const } : {}),
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) engine.unregisterFilter(name);
  engine.registerTag('for', CountedFor);
  engine.registerTag('capture', BoundedCapture);
  engine.registerFilter('date', dateFilter);
  return engine;
}

export const ENGINES: { readonly [mode in TemplateMode]: Liquid } = {
  text: createEngine(false),
  html: createEngine(true),
  value: createEngine(false),
};
