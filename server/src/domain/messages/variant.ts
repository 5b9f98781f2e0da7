// A variant (the template of a message for one provider), compiled and rendered: subject, texts, and JSON bodies whose texts
// are templates. Whose data goes in, and when, is the delivery's business.

import type { Json, JsonObject } from '../facts.ts';
import type { Path } from '../programme/issue.ts';
import type { VariantDefinition } from '../programme/schema-messages.ts';
import { compileTemplate, renderTemplate, type Template } from './template.ts';
import type { TemplateMode } from './template-engine.ts';
import type { Shape } from './template-shape.ts';

type Body =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'list'; readonly items: readonly Body[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, field: Body])[] };

export type Variant = {
  readonly templateId: string | null;
  readonly subject: Template | null;
  readonly text: Template | null;
  readonly html: Template | null;
  readonly body: Body | null;
};

type VariantProblem = { readonly path: Path; readonly problem: string; readonly expected: string };

export type CompiledVariant =
  | { readonly ok: true; readonly variant: Variant }
  | { readonly ok: false; readonly problems: readonly VariantProblem[] };

export type RenderedVariant = {
  readonly templateId: string | null;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** Null where the variant has none. */
  readonly body: Json;
};

/** All parts of one rendering together; receivers' own limits are lower. */
const RENDERED_MAX = 1_000_000;
/** More problems of one variant than anybody reads at once. */
const PROBLEMS_MAX = 20;
const BODY_DEPTH_MAX = 16;

/** Problems name their place inside the variant: `['body', 'customer', 'name']`. */
export function compileVariant(definition: VariantDefinition, shape: Shape | null): CompiledVariant {
  const problems: VariantProblem[] = [];
  const compile = (path: Path, source: string, mode: TemplateMode): Template | null => {
    const compiled = compileTemplate(source, shape, mode);
    if (compiled.ok) return compiled.template;
    const at = compiled.at === null ? '' : ` (line ${compiled.at.line}, character ${compiled.at.column})`;
    problems.push({ path, problem: `${compiled.message}${at}`, expected: compiled.expected });
    return null;
  };
  const part = (name: 'subject' | 'text' | 'html', mode: TemplateMode): Template | null => {
    const source = definition[name];
    return source === undefined ? null : compile([name], source, mode);
  };
  const variant: Variant = {
    templateId: definition.template_id ?? null,
    subject: part('subject', 'text'),
    text: part('text', 'text'),
    html: part('html', 'html'),
    body: definition.body === undefined ? null : compileBody(definition.body, ['body'], { compile, problems }),
  };
  return problems.length === 0 ? { ok: true, variant } : { ok: false, problems: problems.slice(0, PROBLEMS_MAX) };
}

type BodyCompilation = {
  readonly compile: (path: Path, source: string, mode: TemplateMode) => Template | null;
  readonly problems: VariantProblem[];
};

function compileBody(json: Json, path: Path, compilation: BodyCompilation): Body {
  if (path.length > BODY_DEPTH_MAX) {
    // Left as it is, a template down here would go out with its braces.
    const expected = `at most ${BODY_DEPTH_MAX - 1} levels below the body`;
    compilation.problems.push({ path, problem: 'the body is nested too deeply', expected });
    return { kind: 'constant', value: json };
  }
  if (typeof json === 'string' && /\{[{%]/.test(json)) {
    const template = compilation.compile(path, json, 'value');
    return template === null ? { kind: 'constant', value: json } : { kind: 'template', template };
  }
  if (typeof json !== 'object' || json === null) return { kind: 'constant', value: json };
  if (isList(json))
    return { kind: 'list', items: json.map((item, index) => compileBody(item, [...path, index], compilation)) };
  const fields = Object.entries(json).map(
    ([name, field]) => [name, compileBody(field, [...path, name], compilation)] as const,
  );
  return { kind: 'object', fields };
}

/** `Array.isArray` does not narrow readonly lists. */
function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

export function renderVariant(
  variant: Variant,
  variables: JsonObject,
): { readonly ok: true; readonly parts: RenderedVariant } | { readonly ok: false; readonly message: string } {
  let left = RENDERED_MAX;
  const value = (template: Template): Json => {
    const rendered = renderTemplate(template, variables);
    if (!rendered.ok) throw new RenderFailure(rendered.message);
    left -= typeof rendered.value === 'string' ? rendered.value.length : JSON.stringify(rendered.value).length;
    if (left < 0) throw new RenderFailure(`the message is longer than ${RENDERED_MAX} characters`);
    return rendered.value;
  };
  const text = (template: Template | null): string | null => (template === null ? null : String(value(template)));
  try {
    const subject = text(variant.subject);
    return {
      ok: true,
      parts: {
        templateId: variant.templateId,
        // A line break in a subject would begin another header.
        subject: subject === null ? null : subject.replaceAll(/\s+/g, ' ').trim(),
        text: text(variant.text),
        html: text(variant.html),
        body: variant.body === null ? null : renderBody(variant.body, value),
      },
    };
  } catch (error) {
    if (error instanceof RenderFailure) return { ok: false, message: error.message };
    throw error;
  }
}

/** Leaves a rendering half-way; never seen outside this file. */
class RenderFailure extends Error {}

function renderBody(body: Body, value: (template: Template) => Json): Json {
  switch (body.kind) {
    case 'constant':
      return body.value;
    case 'template':
      return value(body.template);
    case 'list':
      return body.items.map((item) => renderBody(item, value));
    case 'object':
      return Object.fromEntries(body.fields.map(([name, field]) => [name, renderBody(field, value)]));
  }
}
