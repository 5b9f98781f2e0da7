// Follows a document as a reader does: runs its blocks of shell commands in order, those that start a server or a receiver in
// terminals of their own, and holds what comes out against the answers that the document prints.
//
// Ports and the data folder are other ones, so that nothing is in the way; all else is run as written. Printed answers are
// shortened: each field that is shown must be there, lists have as many items as shown, and ids and instants need only look alike.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from './instance.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const READY_WAIT_MS = 90_000;
/** For what is shown a moment later: messages are sent when they are due. */
const ANSWER_WAIT_MS = 20_000;
const COMMAND_WAIT_MS = 60_000;

/** `npx laurel` and `npm start` without the second that npm takes to find them. */
const PRELUDE = `npx() { node "bin/$1.js" "\${@:2}"; }\nnpm() { node "bin/$1.js"; }\n`;

type Step = { readonly line: number; readonly commands: string; readonly answer: Answer | null };
type Answer = { readonly kind: 'json' | 'text'; readonly text: string };

export class Walkthrough {
  readonly document: string;
  readonly steps: readonly Step[];
  readonly dataDir: string;
  readonly serverPort: number;
  readonly receiverPort: number;
  readonly #terminals: Terminal[] = [];

  private constructor(document: string, places: { dataDir: string; serverPort: number; receiverPort: number }) {
    this.document = document;
    this.dataDir = places.dataDir;
    this.serverPort = places.serverPort;
    this.receiverPort = places.receiverPort;
    this.steps = stepsOf(readFileSync(path.join(root, document), 'utf8'));
  }

  static async open(document: string): Promise<Walkthrough> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'laurel-walkthrough-'));
    const [serverPort, receiverPort] = await freePorts();
    return new Walkthrough(document, { dataDir, serverPort, receiverPort });
  }

  async follow(): Promise<void> {
    const terminal = this.#terminal();
    for (const step of this.steps) await this.#take(step, terminal);
  }

  /** What a terminal printed in which this was run. */
  printed(command: string): string {
    return this.#terminals.find(({ typed }) => typed.includes(command))?.printed ?? '';
  }

  async close(): Promise<void> {
    await Promise.all(this.#terminals.map((terminal) => terminal.close()));
    await until('PostgreSQL stops', () => !existsSync(path.join(this.dataDir, 'postgres', 'postmaster.pid')));
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #take({ line, commands, answer }: Step, terminal: Terminal): Promise<void> {
    const written = this.#placed(commands);
    const where = `${this.document}:${line}: ${commands}`;
    const ready = /\bnpm start\b/.test(commands)
      ? /\/health/
      : /\bnpx laurel receiver\b/.test(commands)
        ? /\/hook/
        : null;
    if (ready !== null) {
      const own = this.#terminal();
      own.type(written);
      const isReady = () => ready.test(own.printed) || own.hasEnded;
      await until(where, isReady, READY_WAIT_MS);
      assert.ok(!own.hasEnded, `${where}\n${own.printed}`);
      return;
    }
    const mayRepeat = !/ -d | -X | run | import |=\$\(/.test(commands);
    const deadline = performance.now() + (mayRepeat ? ANSWER_WAIT_MS : 0);
    for (;;) {
      const output = await terminal.run(written, where);
      const difference = answer === null ? null : differenceIn(answer, output);
      if (difference === null) return;
      if (performance.now() > deadline) assert.fail(`${where}\n${difference}\nIt printed:\n${output}`);
      await delay(200);
    }
  }

  #placed(commands: string): string {
    return commands
      .replaceAll(/\bdata\/[a-z-]+/g, this.dataDir)
      .replaceAll('localhost:4000', `localhost:${this.serverPort}`)
      .replaceAll('9999', String(this.receiverPort));
  }

  #terminal(): Terminal {
    const terminal = new Terminal({ PORT: String(this.serverPort) });
    this.#terminals.push(terminal);
    return terminal;
  }
}

/** A shell in the checkout, with a process group of its own. */
class Terminal {
  typed = '';
  printed = '';
  hasEnded = false;
  readonly #shell: ChildProcess;
  readonly #exited: Promise<void>;
  #commands = 0;

  constructor(env: NodeJS.ProcessEnv) {
    const { PATH, HOME } = process.env;
    const shell = spawn('bash', [], { cwd: root, env: { PATH, HOME, ...env }, detached: true });
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    this.#exited = new Promise((resolve) =>
      shell.on('exit', () => {
        this.hasEnded = true;
        resolve();
      }),
    );
    this.#shell = shell;
    shell.stdin.write(PRELUDE);
  }

  type(commands: string): void {
    this.typed += commands;
    this.#shell.stdin?.write(`${commands}\n`);
  }

  /** Gives what the commands print, errors with it. */
  async run(commands: string, what: string): Promise<string> {
    this.#commands += 1;
    const mark = `--- ${this.#commands} ---`;
    const from = this.printed.length;
    this.type(`${commands}\necho; echo '${mark}'`);
    await until(what, () => this.printed.includes(mark, from) || this.hasEnded, COMMAND_WAIT_MS);
    return this.printed.slice(from, this.printed.indexOf(mark, from)).trim();
  }

  async close(): Promise<void> {
    if (this.#shell.pid !== undefined && !this.hasEnded) process.kill(-this.#shell.pid, 'SIGINT');
    this.#shell.stdin?.end();
    await this.#exited;
  }
}

function stepsOf(markdown: string): readonly Step[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: kind, 2: text = '', index }) => ({
    kind,
    text: text.trim(),
    line: markdown.slice(0, index).split('\n').length,
  }));
  return blocks.flatMap(({ kind, text, line }, index): readonly Step[] => {
    if (kind !== 'sh') return [];
    const next = blocks[index + 1];
    return [{ line, commands: text, answer: next === undefined ? null : answerOf(next.kind, next.text) }];
  });
}

function answerOf(kind: string | undefined, text: string): Answer | null {
  return kind === 'json' || kind === 'text' ? { kind, text } : null;
}

function differenceIn({ kind, text }: Answer, output: string): string | null {
  if (kind === 'text') {
    const missing = text.split('\n').find((line) => !alike(output).includes(alike(line)));
    return missing === undefined ? null : `It did not print: ${missing}`;
  }
  // Of several commands the last one's answer is shown.
  const start = [...output.matchAll(/^[[{]/gm)].at(-1)?.index ?? 0;
  try {
    return firstDifference(JSON.parse(text), JSON.parse(output.slice(start)), '');
  } catch (error) {
    return String(error);
  }
}

function firstDifference(expected: unknown, found: unknown, at: string): string | null {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return `${at} is no list`;
    if (found.length !== expected.length) return `${at} has ${found.length} items, not ${expected.length}`;
    return firstOf(expected.map((item, index) => firstDifference(item, found[index], `${at}[${index}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof found !== 'object' || found === null) return `${at} is no object`;
    const fields = new Map<string, unknown>(Object.entries(found));
    return firstOf(
      Object.entries(expected).map(([name, value]) => firstDifference(value, fields.get(name), `${at}.${name}`)),
    );
  }
  const isSame =
    typeof expected === 'string' && typeof found === 'string' ? alike(expected) === alike(found) : expected === found;
  return isSame ? null : `${at} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;
}

function firstOf(differences: readonly (string | null)[]): string | null {
  return differences.find((difference) => difference !== null) ?? null;
}

/** With another day, id and duration than the document has. */
function alike(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '<day>')
    .replaceAll(/\d+ s\b/g, '<seconds>');
}

async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.listen(0, '127.0.0.1', resolve);
      await promise;
      const address = server.address();
      assert.ok(typeof address === 'object' && address !== null);
      return address.port;
    }),
  );
  for (const server of servers) server.close();
  const [one, other] = ports;
  assert.ok(one !== undefined && other !== undefined);
  return [one, other];
}
