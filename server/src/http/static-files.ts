// The console's files and the contract, read once at start and served from memory, compressed when first asked for. No path of a
// request reaches the disk. Addresses within the console are answered with its page, which knows where they lead.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** What was built is served; a checkout without a build has the tray only. */
const FOLDERS = ['console/dist', 'console/public'];
const CONTRACT = path.join(ROOT, 'openapi.json');

const FILES_MAX = 2_000;
const PAGE = 'index.html';
/** What other parts of the server answer, also when they do not know the rest of the path. */
const NOT_PAGES =
  /^\/(v1|auth|api|priv|offers\/api|incentives|transactions\/api|assets|callbacks|problems|metrics|health)(\/|$)/;
const COMPRESSED_FROM = 1_024;
/** Half of the time of the best for a few per cent more bytes. */
const BROTLI_QUALITY = 9;

const TYPES: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Scripts and styles of our own only; styles may stand in elements, as component libraries write them. */
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

/**
 * The tray shows e-mails in a frame without scripts, which inherits this: nothing of them loads from elsewhere, and no link
 * in them leads the frame away.
 */
const TRAY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const POLICIES: { readonly [name: string]: string } = { 'tray.html': TRAY_POLICY };

export type StaticFiles = {
  readonly routes: readonly { readonly url: string; readonly answer: Answer }[];
  /** The console, for addresses that only it knows; null in a checkout without a build. */
  readonly page: Answer | null;
};

export async function readStaticFiles(): Promise<StaticFiles> {
  const folder = FOLDERS.map((name) => path.join(ROOT, name)).find((one) => existsSync(one));
  const names = folder === undefined ? [] : (await listFiles(folder)).slice(0, FILES_MAX);
  const files = names.map((name) => ({ name, url: addressOf(name), file: path.join(folder ?? '', name) }));
  if (existsSync(CONTRACT)) files.push({ name: 'openapi.json', url: '/openapi.json', file: CONTRACT });
  const routes = await Promise.all(
    files.map(async ({ name, url, file }) => ({ url, answer: servedFile({ name, content: await readFile(file) }) })),
  );
  return { routes, page: routes[names.indexOf(PAGE)]?.answer ?? null };
}

export function staticRoutes(app: App, { routes }: StaticFiles): void {
  for (const { url, answer } of routes) app.get(url, { schema: { hide: true } }, answer);
}

/** A browser goes there. A client of the API that mistypes a path gets its problem, not a page. */
export function isVisit({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true && !NOT_PAGES.test(url);
}

/** Pages are called by their names alone. */
function addressOf(name: string): string {
  const address = name.split(path.sep).join('/');
  return address === 'index.html' ? '/' : `/${address.replace(/\.html$/, '')}`;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

type StaticFile = { readonly name: string; readonly content: Buffer };
type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Encoding = 'br' | 'gzip' | 'identity';

function servedFile({ name, content }: StaticFile): Answer {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'content-security-policy': POLICIES[name] ?? PAGE_POLICY,
    // What the build names by its content never changes.
    'cache-control': name.startsWith(`assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag,
  };
  const packed = new Map<Encoding, Promise<Buffer>>();
  return async (request, reply) => {
    reply.headers(headers);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const encoding = content.length < COMPRESSED_FROM ? 'identity' : encodingOf(request.headers['accept-encoding']);
    const body = packed.get(encoding) ?? pack(content, encoding);
    packed.set(encoding, body);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.send(await body);
  };
}

function encodingOf(accepted: string | string[] | undefined): Encoding {
  const text = String(accepted ?? '');
  if (/\bbr\b/.test(text)) return 'br';
  return /\bgzip\b/.test(text) ? 'gzip' : 'identity';
}

async function pack(content: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return promisify(gzip)(content, { level: 9 });
  if (encoding === 'identity') return content;
  return promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
}
