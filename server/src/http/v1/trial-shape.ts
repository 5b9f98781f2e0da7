// How the trial of a campaign looks in answers. What the figures mean is said here; where they come from, in jobs.
import { z } from 'zod';
import type { TrialResult } from '../../jobs/campaign-trial.ts';
import { points, uuid } from './shapes.ts';

const sums = {
  given: z.int().meta({ description: 'Times that it would have given something.' }),
  points,
  offers: z.int(),
  messages: z.int(),
  cost: z
    .int()
    .meta({ description: 'Of the offers, by the cost that each of them states, in the smallest unit of money.' }),
};

export const trialShape = z
  .strictObject({
    exact: z
      .boolean()
      .meta({ description: 'False: a part of the customers was tried, and the figures are scaled up.' }),
    customers: z.int(),
    tried: z.int().meta({ description: 'How many of the customers were tried in the time there was.' }),
    reach: z.int().meta({ description: 'Customers who would have been given something.' }),
    reach_tried: z.int().meta({ description: 'Those of them who were seen; the fewer, the rougher the figures.' }),
    control: z.int().meta({ description: 'Customers of the control group who would have been given something.' }),
    ...sums,
    currency: z.string(),
    days: z
      .array(z.strictObject({ day: z.iso.date(), ...sums }))
      .meta({ description: 'All of them, the oldest first.' }),
    outliers: z
      .array(z.strictObject({ customer_id: uuid, given: z.int(), points }))
      .meta({ description: 'Who would have got most, of those tried.' }),
    spent_on: z.iso.date().nullable().meta({
      description: 'When its budget or its limit in all would have been used up; null: it would not.',
    }),
    left_out: z
      .array(z.string())
      .meta({ description: 'Events that only the engine raises: what they would have set off is in no figure.' }),
  })
  .meta({ id: 'CampaignTrial' });

export type TrialJson = z.output<typeof trialShape>;

export function trialJson(result: TrialResult, currency: string): TrialJson {
  return {
    exact: result.isExact,
    customers: result.customers,
    tried: result.tried,
    reach: result.reach,
    reach_tried: result.reachTried,
    control: result.control,
    ...result.total,
    currency,
    days: result.days.map((day) => ({ ...day })),
    outliers: result.outliers.map(({ customerId, given, points: got }) => ({
      customer_id: customerId,
      given,
      points: got,
    })),
    spent_on: result.spentOn,
    left_out: [...result.left],
  };
}
