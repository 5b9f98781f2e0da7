// What `laurel start` prints suits the programme: a request that it can answer, and a word when another one was meant.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { welcomeText } from '../../src/cli/welcome.ts';
import { ROOT, readConfig } from '../../src/config.ts';

type Given = { readonly env?: NodeJS.ProcessEnv; readonly hasSignIn?: boolean; readonly notApplied?: string | null };

function text({ env = {}, hasSignIn = true, notApplied = null }: Given): string {
  const { config } = readConfig(env);
  return welcomeText({
    url: 'http://127.0.0.1:4000',
    config,
    prepared: {
      programme: { name: 'shop', title: 'Shop', version: 3, hasSignIn },
      notApplied,
      newKey: null,
      hasKeyFile: true,
      retailerId: '00000000-0000-4000-8000-000000000000',
      demoCustomers: 0,
    },
    isNew: false,
    setupToken: null,
    keyFile: path.join(ROOT, 'data', 'api-key'),
  });
}

test('the request that it prints is one that the programme can answer', () => {
  assert.match(text({}), /\/v1\/events[\s\S]*"event":"web_login"/);
  assert.match(text({ hasSignIn: false }), /'http:\/\/localhost:4000\/v1\/customers\/external:demo-1\?expand=/);
  assert.match(text({ env: { LAUREL_DEMO: '0' } }), /\/v1\/programme$/m);
});

test('a programme that was named and is not applied is told, the standard one is not', () => {
  const named = { LAUREL_PROGRAMME: 'programs/footwear' };
  assert.match(
    text({ env: named, notApplied: 'footwear' }),
    /Shop, version 3\n +not footwear: this data has one already/,
  );
  assert.doesNotMatch(text({ env: named }), /this data has one/);
  assert.doesNotMatch(text({ notApplied: 'coffee' }), /this data has one/);
});
