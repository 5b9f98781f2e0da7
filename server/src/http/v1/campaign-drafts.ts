// Campaigns that nobody has published yet: what they say in one sentence, what is wrong with them, what they would have given
// lately, and what they would do for one customer now. Nothing is recorded.
import { z } from 'zod';
import { campaignSentence } from '../../domain/campaigns/sentence.ts';
import { tryOnCustomer } from '../../domain/campaigns/trial.ts';
import { explain } from '../../domain/explain.ts';
import type { JsonObject } from '../../domain/facts.ts';
import { type ProgrammeIssue, writePath } from '../../domain/programme/issue.ts';
import { declared, type Programme, type Rule } from '../../domain/programme/programme.ts';
import { programmeSchema } from '../../domain/programme/schema.ts';
import { campaignSchema } from '../../domain/programme/schema-campaigns.ts';
import { outcomeSchema } from '../../domain/programme/schema-rules.ts';
import { customerVariables } from '../../domain/programme/variables.ts';
import { compileExpression } from '../../domain/rules/expression.ts';
import { isoText } from '../../domain/time.ts';
import { tryCampaign } from '../../jobs/campaign-trial.ts';
import { readDraft } from '../../jobs/programme-draft.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { Caller } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { audienceOf, membersShape } from './audience-members.ts';
import { sentenceShape } from './campaign-shape.ts';
import { outcomesJson, outcomesShape } from './decision-shape.ts';
import { checkEntry, programmeWith } from './draft-entry.ts';
import { explanationJson, explanationShape } from './explanation-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { customerAddress, instant, jsonObject, nameInput, points, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';
import { type TrialJson, trialJson, trialShape } from './trial-shape.ts';

const DAYS_MAX = 90;
const DAYS = 30;
/** Two at once leave enough of the machine to those who buy and sign in. */
const TRIALS_MAX = 2;
const BUDGET_MS = 2_000;
const RETRY_S = 3;
const QUANTITY_MAX = 1_000_000;
const tags = ['Campaigns'];
const config = { scope: 'campaigns:read' } as const;

const draftFields = {
  campaign: nameInput.meta({
    description: 'Its name: a new one, or that of a campaign whose other definition is tried.',
  }),
  definition: jsonObject.meta({ description: 'As it stands in a programme under `campaigns`.' }),
};

const checkedShape = z
  .strictObject({
    sentence: sentenceShape.nullable().meta({ description: 'Null where it cannot be read.' }),
    problems: z.array(
      z.strictObject({
        path: z.string().meta({ description: 'Inside the definition; empty for the whole.' }),
        problem: z.string(),
        expected: z.string(),
      }),
    ),
    audience: membersShape.nullable().meta({ description: 'Who it is for; null where something is wrong with it.' }),
  })
  .meta({ id: 'CheckedCampaign' });

const triedShape = z
  .strictObject({
    customer_id: uuid,
    at: instant.meta({ description: 'Now; of campaigns of occasions, when the next occasion of this customer comes.' }),
    given: z.boolean().meta({ description: 'Whether the campaign itself would give something.' }),
    explanation: explanationShape,
    refusal: z.strictObject({ code: z.string(), detail: jsonObject }).nullable(),
    points: points.meta({ description: 'That the campaign itself would give.' }),
    ...outcomesShape,
  })
  .meta({ id: 'TriedCampaign' });

export function campaignDraftRoutes(app: App, deps: AdapterDeps): void {
  checkRoute(app, deps);
  trialRoute(app, deps);
  tryRoute(app, deps);
}

function checkRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/campaigns/check',
    {
      config,
      schema: {
        operationId: 'checkCampaign',
        summary: 'A campaign that nobody has published in one sentence, with what is wrong with it and who it is for',
        tags,
        body: z.strictObject(draftFields),
        response: { 200: checkedShape },
      },
    },
    async (request) => {
      const { campaign, definition } = request.body;
      const checked = await checkEntry(deps, { section: 'campaigns', name: campaign, definition });
      if (!checked.ok) {
        const { sentence, audience } = await unfinished(deps, definition, callerOf(request).scopes);
        return { sentence, problems: problemsOf(checked.issues, campaign), audience };
      }
      const { programme } = checked;
      const rule = ruleOf(programme, campaign);
      if (rule.campaign === null) throw new Error(`${rule.id} is no campaign`);
      const audience = await audienceOf(deps, programme, rule.audience, callerOf(request).scopes);
      return { sentence: campaignSentence(programme.document, rule.campaign), problems: [], audience };
    },
  );
}

/** What can be said of a definition that is not whole yet. */
async function unfinished(deps: AdapterDeps, definition: JsonObject, scopes: Caller['scopes']) {
  const programme = await liveProgramme(deps);
  const document = programmeSchema.safeParse((await readDraft(deps.pool)).document).data ?? programme.document;
  const begun = unfinishedSchema.safeParse(definition);
  if (!begun.success) return { sentence: null, audience: null };
  const campaign = { ...begun.data, title: begun.data.title ?? '' };
  const sentence = campaignSentence(document, campaign);
  const when = declared(document.audiences, campaign.audience ?? '')?.when ?? campaign.audience ?? 'true';
  const compiled = compileExpression(when, customerVariables(document), 'bool');
  const audience = compiled.ok ? await audienceOf(deps, programme, compiled.expression, scopes) : null;
  return { sentence, audience };
}

const unfinishedSchema = campaignSchema.extend({
  title: z.string().optional(),
  outcomes: z.array(outcomeSchema).default([]),
});

function trialRoute(app: App, deps: AdapterDeps): void {
  let running = 0;
  app.post(
    '/v1/campaigns/trial',
    {
      config,
      schema: {
        operationId: 'tryCampaignOnBase',
        summary: 'What a campaign that is not live would have given in the last days, decided on what customers did',
        tags,
        body: z.strictObject({ ...draftFields, days: z.int().min(1).max(DAYS_MAX).default(DAYS) }),
        response: { 200: trialShape },
      },
    },
    async ({ body }): Promise<TrialJson> => {
      const { programme, rule } = await draftOf(deps, body);
      if (running >= TRIALS_MAX) throw new EngineError('trials_busy', {}, RETRY_S);
      running += 1;
      try {
        const request = { programme, rule, days: body.days, now: deps.clock.now(), budgetMs: BUDGET_MS };
        return trialJson(await tryCampaign(deps.pool, request), programme.document.currency);
      } finally {
        running -= 1;
      }
    },
  );
}

function tryRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/campaigns/try',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'tryCampaignOnCustomer',
        summary: 'What a campaign that is not live would do for one customer now, and why',
        tags,
        body: z.strictObject({
          ...draftFields,
          customer: customerAddress,
          event: nameInput.optional().meta({ description: 'The first that the campaign listens to, when left out.' }),
          quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
          properties: jsonObject.default({}),
        }),
        response: { 200: triedShape },
      },
    },
    async ({ body }) => {
      const { programme, rule } = await draftOf(deps, body);
      const { id } = await findCustomer(deps, body.customer);
      const now = deps.clock.now();
      const found = await inspectCustomer(deps.pool, deps.programmes, id, now);
      if (found === null) throw new EngineError('customer_not_found', { customer: id });
      const name = body.event ?? rule.leaves[0]?.event ?? 'occasion';
      const happening = { name, quantity: body.quantity, properties: body.properties, at: now };
      const { at, record } = tryOnCustomer(programme, rule, { state: found.state, now, happening });
      const kind = rule.trigger === null ? 'event' : 'campaign.occasion';
      const explanation = explain(programme, { kind, name: kind === 'event' ? name : null, record });
      const own = record.outcomes.flatMap((one) => (one.kind === 'points' && one.rule === rule.id ? [one.amount] : []));
      return {
        customer_id: id,
        at: isoText(at),
        given: record.trace.some(([ruleId, verdict]) => ruleId === rule.id && verdict === 'given'),
        explanation: explanationJson(explanation, null, programme.version),
        refusal:
          record.refusal === undefined ? null : { code: record.refusal.code, detail: { ...record.refusal.detail } },
        points: own.reduce((sum, amount) => sum + amount, 0),
        ...outcomesJson(record),
      };
    },
  );
}

async function draftOf(deps: AdapterDeps, { campaign, definition }: Draft) {
  const programme = await programmeWith(deps, { section: 'campaigns', name: campaign, definition });
  return { programme, rule: ruleOf(programme, campaign) };
}

type Draft = z.output<z.ZodObject<typeof draftFields>>;

function ruleOf(programme: Programme, campaign: string): Rule {
  const rule = programme.rulesById.get(`campaign/${campaign}`);
  if (rule === undefined) throw new EngineError('unknown_campaign', { campaign });
  return rule;
}

function problemsOf(issues: readonly ProgrammeIssue[], campaign: string) {
  const place = writePath(['campaigns', campaign]);
  return issues.map(({ path, problem, expected }) => ({
    path: path.startsWith(place) ? path.slice(place.length).replace(/^\./, '') : path,
    problem,
    expected,
  }));
}
