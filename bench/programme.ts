// The programme that the bench runs: programs/coffee, and beside it live campaigns of which nearly all listen to other
// events than the one that is sent. They are generated, so that every run has the same ones.
import path from 'node:path';
import type { ProgrammeFiles } from '../server/src/domain/programme/read.ts';
import { readProgrammeFolder } from '../server/src/jobs/programme-folder.ts';

const COFFEE = path.resolve(import.meta.dirname, '../programs/coffee');

const CAMPAIGNS = 200;
const OTHER_EVENTS = 39;

/** Of the campaigns, these look at a sign-in; for the customers and channels that the bench sends none of them gives. */
const LISTENING = [
  `  app-week:
    title: App week
    behavior: { event: web_login, when: event.channel == "app" }
    limit: { times: 1, per: week }
    outcomes: [{ kind: points, amount: 5, account: beans, source: promo }]`,
  `  dark-roast-lovers:
    title: Dark roast lovers
    behavior: { event: web_login }
    audience: has(customer.custom.favourite_roast) && customer.custom.favourite_roast == "dark"
    limit: { times: 1, per: month }
    outcomes: [{ kind: tag, tag: dark-roast }]`,
  `  from-rotterdam:
    title: From Rotterdam
    behavior: { event: web_login }
    audience: has(customer.city) && lower(customer.city) == "rotterdam"
    limit: { times: 1, per: year }
    outcomes: [{ kind: points, amount: 20, account: beans, source: promo }]`,
  `  collectors:
    title: Collectors
    behavior: { event: web_login }
    audience: customer.points.beans > 100000
    limit: { times: 1, per: ever }
    outcomes: [{ kind: tag, tag: collector }]`,
];

/** What a birthday brings, and a new member: points, an offer, and messages to the provider `sink`. */
const MESSAGING = `providers:
  sink:
    title: Sink
    connector: webhook
    concurrency: 64
offers:
  birthday-drink:
    title: A drink on your birthday
    type: percent_check_discount
    amount: 50
    valid_for: 30 days
messages:
  birthday:
    title: Happy birthday
    channel: webhook
    purpose: programme
    variants:
      sink:
        template_id: birthday
        body: &body
          customer: '{{ customer.id }}'
          external_id: '{{ customer.external_id }}'
          email: '{{ customer.email }}'
          first_name: '{{ customer.first_name }}'
          points: '{{ outcome.points.amount }}'
  welcome:
    title: Welcome
    channel: webhook
    purpose: programme
    variants:
      sink:
        template_id: welcome
        body: *body
campaigns:
  birthday:
    title: Birthday
    trigger: { kind: date, attribute: birth_on, offset: -7 days, at: '00:00' }
    outcomes:
      - { kind: points, account: beans, amount: 20, source: promo, rank: 1 }
      - { kind: offer, offer: birthday-drink, rank: 2 }
      - { kind: message, message: birthday, rank: 3 }
  welcome:
    title: Welcome
    behavior: { event: __platform.user.created }
    limit: { times: 1, per: ever }
    outcomes:
      - { kind: points, account: beans, amount: 100, source: promo, rank: 1 }
      - { kind: message, message: welcome, rank: 2 }
`;

export async function benchProgramme({ isMessaging }: { readonly isMessaging: boolean }): Promise<ProgrammeFiles> {
  const files = {
    ...(await readProgrammeFolder(COFFEE)),
    'bench.yaml': [...eventLines(), ...campaignLines(), ''].join('\n'),
  };
  return isMessaging ? { ...files, 'messaging.yaml': MESSAGING } : files;
}

function eventLines(): string[] {
  const events = Array.from({ length: OTHER_EVENTS }, (_, index) => [
    `  ${otherEvent(index)}:`,
    '    properties:',
    '      amount: { type: int, required: true }',
  ]);
  return ['events:', ...events.flat()];
}

function campaignLines(): string[] {
  const others = Array.from({ length: CAMPAIGNS - LISTENING.length }, (_, index) => otherCampaign(index));
  return ['campaigns:', ...LISTENING, ...others];
}

function otherCampaign(index: number): string {
  return `  other-${index}:
    title: Other campaign ${index}
    behavior: { event: ${otherEvent(index % OTHER_EVENTS)}, when: event.amount > ${index} }
    limit: { times: 1, per: day }
    outcomes: [{ kind: points, amount: 1, account: beans, source: promo }]`;
}

function otherEvent(index: number): string {
  return `visit_${index}`;
}
