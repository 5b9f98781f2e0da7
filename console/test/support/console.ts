// The console in a real browser: the real server on a database of its own, an administrator signed in, pages watched for
// errors. Whoever tests a screen opens one console for its file.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium as engine, type Page } from 'playwright-core';
import { makePerson, PASSWORD } from '../../../server/test/access/people.ts';
import { startTestServer, type TestServer } from '../../../server/test/http/test-server.ts';

const ARTEFACTS = path.resolve(import.meta.dirname, '../../../.test-data/screenshots');
const STEP_MS = 15_000;

export type Console = {
  readonly server: TestServer;
  readonly browser: Browser;
  /** Signed in as an administrator, unless nobody exists. */
  readonly page: Page;
  /** A page of somebody with these roles. */
  pageOf(roles: readonly string[]): Promise<Page>;
  /** A page on which nobody is signed in. */
  freshPage(): Promise<Page>;
  /** What the pages said that they should not have said: errors of scripts and of the browser's console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

/** `hasPeople: false`: nobody has ever signed in, and `page` is one on which nobody is. */
type Options = Parameters<typeof startTestServer>[0] & { readonly hasPeople?: boolean };

export async function openConsole({ hasPeople = true, ...options }: Options = {}): Promise<Console> {
  const server = await startTestServer({ hasDelivery: true, ...options });
  const browser = await engine.launch(await launchOptions());
  const complaints: string[] = [];
  const contextOf = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(STEP_MS);
    return context;
  };
  const freshPage = async (): Promise<Page> => watched(await (await contextOf()).newPage(), complaints);
  const pageOf = async (roles: readonly string[]): Promise<Page> => {
    const { browser: session } = await makePerson(server, roles);
    const context = await contextOf();
    const cookies = [...session.cookies].map(([name, value]) => ({ name, value, url: server.url }));
    await context.addCookies(cookies);
    return watched(await context.newPage(), complaints);
  };
  return {
    server,
    browser,
    page: hasPeople ? await pageOf(['administrator']) : await freshPage(),
    pageOf,
    freshPage,
    complaints,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A browser alone, for pages that are not the console's. */
export async function openBrowser(): Promise<Pick<Console, 'page' | 'complaints' | 'close'>> {
  const browser = await engine.launch(await launchOptions());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(STEP_MS);
  const complaints: string[] = [];
  return { page: watched(await context.newPage(), complaints), complaints, close: () => browser.close() };
}

export { PASSWORD };

async function launchOptions() {
  // The browser of the package runs on Linux x64; elsewhere the Chrome that is installed is used.
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', headless: true };
  // Not the arguments of the package: one process for all makes contexts share their cookies, and they switch off what a page
  // is protected by.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
  return { executablePath: await chromium.executablePath(), args, headless: true };
}

function watched(page: Page, complaints: string[]): Page {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What a request was refused with is shown by the page, and asserted there.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  return page;
}

type Violation = {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
};

/** No serious fault of accessibility on what is shown now. */
export async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations: readonly Violation[] = await page.evaluate(
    // Runs in the page, where axe has put itself.
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations
       .filter((one) => one.impact === 'serious' || one.impact === 'critical')
       .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 3).map(({ html }) => ({ html })) })))`,
  );
  assert.deepEqual(violations, []);
}

/** Kept beside the tests for people to look at; never compared. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTEFACTS, `${name}.png`) });
}
