// What a command of the command line is, and what commands share: options, the instance, sentences for failures.
// It knows no command; main.ts lists them.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { sentenceOf } from '../domain/codes.ts';
import { issueText } from '../domain/programme/issue.ts';
import { FirstProgrammeRefused } from '../jobs/first-start.ts';
import type { Refused } from '../jobs/publish.ts';
import { type Instance, openInstance } from '../main.ts';
import { EngineError } from '../pipeline/submission.ts';
import { requireCurrent } from '../storage/migrations-state.ts';

export type Command = {
  /** How it is called, after `laurel`. */
  readonly usage: string;
  readonly summary: string;
  /** Further lines for `laurel help COMMAND`. */
  readonly details?: readonly string[];
  run(args: readonly string[]): Promise<number>;
};

/** A failure that one sentence explains; nothing of it is a surprise, so no stack is shown. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

/** The options and positionals of a command; anything else is a sentence that says how it is called. */
export function parseOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: Pick<Command, 'usage'>,
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\nUsage: laurel ${command.usage}`);
  }
}

export function usageError(command: Pick<Command, 'usage'>): CommandError {
  return new CommandError(`Usage: laurel ${command.usage}`);
}

/** The settings, with their warnings said aloud. */
export function settings(): Config {
  const { config, warnings } = readConfig();
  for (const warning of warnings) process.stderr.write(`laurel: ${warning}\n`);
  return config;
}

/** For commands that print what they found: the log tells only of trouble. */
export function quietSettings(): Config {
  const config = settings();
  return { ...config, logLevel: config.logLevel === 'silent' ? 'silent' : 'error' };
}

/** Works on the instance of LAUREL_DATA or DATABASE_URL and leaves its database as it was found. */
export async function withInstance<T>(work: (instance: Instance) => Promise<T>): Promise<T> {
  const config = quietSettings();
  const instance = await openInstance(config, 'stderr');
  try {
    await requireCurrent(instance.pool);
    return await work(instance);
  } finally {
    await instance.close();
  }
}

/** One sentence, or a few lines where several things are wrong. */
export function failureText(error: unknown): string {
  if (error instanceof CommandError || error instanceof ConfigError) return error.message;
  if (error instanceof EngineError) return sentenceOf(error.code, error.detail);
  if (error instanceof FirstProgrammeRefused) return `${error.message}\n${refusedText(error.refused)}`;
  if (error instanceof AggregateError && error.errors.length > 0) return failureText(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

export function refusedText(refused: Refused): string {
  const lines = refused.issues.map((issue) => `  ${issueText(issue)}`);
  return [sentenceOf(refused.code, refused.detail), ...lines].join('\n');
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
