// The console's files and the contract, read once at start and served from memory. No path of a request reaches the disk.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { App } from './app.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** What was built is served; a checkout without a build has its start page. */
const FOLDERS = ['console/dist', 'console/public'];
const CONTRACT = path.join(ROOT, 'openapi.json');

const FILES_MAX = 2_000;

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

export async function staticRoutes(app: App): Promise<void> {
  const folder = FOLDERS.map((name) => path.join(ROOT, name)).find((one) => existsSync(one));
  const names = folder === undefined ? [] : await listFiles(folder);
  for (const name of names.slice(0, FILES_MAX)) {
    const content = await readFile(path.join(folder ?? '', name));
    fileRoute(app, addressOf(name), { name, content });
  }
  if (existsSync(CONTRACT)) {
    fileRoute(app, '/openapi.json', { name: 'openapi.json', content: await readFile(CONTRACT) });
  }
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

function fileRoute(app: App, url: string, { name, content }: StaticFile): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'content-security-policy': POLICIES[name] ?? PAGE_POLICY,
    'cache-control': 'no-cache',
    etag,
  };
  app.get(url, { schema: { hide: true } }, async (request, reply) => {
    reply.headers(headers);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.send(content);
  });
}
