// All that is checked about messages when a programme is planned or published: templates, what connectors ask for, contracts.
// What messages refer to is checked by compiling; nothing is sent.
import { setImmediate as turn } from 'node:timers/promises';
import { connectorOf } from '../connectors/registry.ts';
import { checkTemplates } from '../domain/messages/check.ts';
import { type Finding, ISSUES_MAX, type Path } from '../domain/programme/issue.ts';
import { declared } from '../domain/programme/programme.ts';
import type { ProgrammeDocument } from '../domain/programme/schema.ts';

/**
 * Holds also for a document that does not compile, so that everything is told at once. Between messages the server has its
 * turn: two hundred long ones take half a second.
 */
export async function checkMessages(document: ProgrammeDocument): Promise<readonly Finding[]> {
  const findings = [...checkProviders(document)];
  for (const message of Object.keys(document.messages)) {
    findings.push(...checkVariants(document, message), ...checkTemplates(document, message));
    if (findings.length >= ISSUES_MAX) break;
    await turn();
  }
  return findings;
}

function checkProviders({ providers }: ProgrammeDocument): readonly Finding[] {
  return Object.entries(providers).flatMap(([name, { connector, settings }]) => {
    const path = ['providers', name, 'settings'];
    return connectorOf(connector)
      .check(settings)
      .map((sentence) => ({ ...finding(path, sentence, connector), path: [...path, ...settingOf(sentence)] }));
  });
}

/** Connectors' sentences begin with the setting that they are about: `settings.from is missing: …`. */
function settingOf(sentence: string): Path {
  const [, name] = /^settings\.([a-z][a-z0-9_-]*)/.exec(sentence) ?? [];
  return name === undefined ? [] : [name];
}

function checkVariants({ messages, providers }: ProgrammeDocument, message: string): readonly Finding[] {
  const definition = declared(messages, message);
  return Object.entries(definition?.variants ?? {}).flatMap(([name, variant]) => {
    const provider = declared(providers, name);
    if (provider === undefined) return [];
    const sentences = connectorOf(provider.connector).checkVariant(
      variant,
      provider.settings,
      definition?.channel ?? 'email',
    );
    const path = ['messages', message, 'variants', name];
    return sentences.map((sentence) => finding(path, sentence, provider.connector));
  });
}

function finding(path: Path, sentence: string, connector: string): Finding {
  const problem = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/[.?]$/, '')}`;
  return { path, problem, expected: `what the connector ${connector} needs (docs/connectors.md)` };
}
