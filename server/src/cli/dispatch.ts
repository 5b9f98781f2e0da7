// The command line: finds the command, runs it, and turns a failure into one sentence and an exit code other than 0.
// The commands themselves are files of their own, read only when they are called.
import { type Command, CommandError, failureText, print } from './command.ts';

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  serve: async () => (await import('./serve.ts')).serve,
  migrate: async () => (await import('./migrate.ts')).migrate,
  plan: async () => (await import('./programme.ts')).plan,
  apply: async () => (await import('./programme.ts')).apply,
  export: async () => (await import('./programme.ts')).exportFiles,
  run: async () => (await import('./run.ts')).run,
  runs: async () => (await import('./runs.ts')).runs,
  import: async () => (await import('./import.ts')).importFile,
  verify: async () => (await import('./verify.ts')).verify,
  messages: async () => (await import('./messages.ts')).messages,
  providers: async () => (await import('./providers.ts')).providers,
  sync: async () => (await import('./sync.ts')).sync,
  customers: async () => (await import('./customers.ts')).customers,
  privacy: async () => (await import('./privacy.ts')).privacy,
  key: async () => (await import('./key.ts')).key,
  user: async () => (await import('./user.ts')).user,
  receiver: async () => (await import('./receiver.ts')).receiver,
  doctor: async () => (await import('./doctor.ts')).doctor,
  generate: async () => (await import('./generate.ts')).generate,
  bench: async () => (await import('./bench.ts')).bench,
};

/** Gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  try {
    if (name === 'help' || name === '--help' || name === '-h') return await help(rest[0]);
    if (rest.includes('--help') || rest.includes('-h')) return await help(name);
    const command = await find(name);
    return await command.run(rest);
  } catch (error) {
    process.stderr.write(`laurel: ${failureText(error)}\n`);
    return 1;
  }
}

async function find(name: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw new CommandError(`There is no command ${name}. \`laurel help\` lists them all.`);
  return load();
}

async function help(name: string | undefined): Promise<number> {
  if (name !== undefined) {
    const command = await find(name);
    print([`Usage: laurel ${command.usage}`, '', command.summary, ...(command.details ?? [])].join('\n'));
    return 0;
  }
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map((command) => command.usage.length));
  print('Usage: laurel COMMAND\n');
  for (const command of commands) print(`  ${command.usage.padEnd(width)}  ${command.summary}`);
  print('\nThe instance is that of LAUREL_DATA or DATABASE_URL, whether its server runs or not.');
  print('`laurel help COMMAND` says more; every setting stands in laurel.example.env.');
  return 0;
}
