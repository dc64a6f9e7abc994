import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { warningsOf } from '../../cli/preflight/warnings.ts';

const ready = { concurrentExecutions: 1_000, mail: { productionAccess: true, sendingEnabled: true } };

test('an account that is ready is deployed to without a word', () => {
  expect(warningsOf(ready)).toEqual([]);
  expect(warningsOf({ ...ready, concurrentExecutions: 100 })).toEqual([]);
});

test.each([
  ['runs fewer than 100 functions at once', { ...ready, concurrentExecutions: 10 }, 'Lambda runs 10 functions'],
  ['is in SES’s sandbox', { ...ready, mail: { ...ready.mail, productionAccess: false } }, 'SES is in its sandbox'],
  ['may not send', { ...ready, mail: { ...ready.mail, sendingEnabled: false } }, 'SES does not send'],
])('an account that %s is told so, with what to do', (_, state, words) => {
  expect(warningsOf(state)).toEqual([expect.stringContaining(words)]);
});

/** The command before stand-ins of Lambda and SES; without them it finds no AWS. */
async function preflight(answers?: { readonly concurrent: number; readonly production: boolean }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    const account = { ProductionAccessEnabled: answers?.production, SendingEnabled: true };
    const settings = { AccountLimit: { ConcurrentExecutions: answers?.concurrent } };
    response.statusCode = answers ? 200 : 403;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(path.startsWith('/v2/') ? account : settings));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stderr } = await promisify(execFile)(process.execPath, ['cli/preflight.ts'], {
    env: {
      ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      ...{ AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL_SESV2: endpoint },
    },
  });
  return { stderr, asked: asked.sort() };
}

test('`npm run deploy` asks Lambda and SES first, and says what stands in the way of buyers', async () => {
  const { stderr, asked } = await preflight({ concurrent: 10, production: false });
  expect(asked).toEqual(['/2016-08-19/account-settings/', '/v2/email/account']);
  expect(stderr).toContain('Before you deploy: Lambda runs 10 functions');
  expect(stderr).toContain('Before you deploy: SES is in its sandbox');
});

test('an account that may not be asked is deployed to all the same', async () => {
  expect((await preflight()).stderr).toContain('could not be looked at');
});
