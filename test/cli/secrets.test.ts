import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore, type ParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';

let parameters: ParameterStore;
let server: Awaited<ReturnType<typeof startAwsServer>>;
beforeAll(async () => {
  parameters = createParameterStore(() => new Date('2026-11-24T00:00:00Z'));
  server = await startAwsServer(
    parameters,
    createMailService(createMailbox(), () => new Date()),
  );
});
afterAll(() => server.stop());
beforeEach(() => parameters.put('/tollgate/dev/stripe-secret-key', 'sk_test_before'));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function secrets(args: readonly string[], stripeKey = 'sk_test_new'): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SSM: server.endpoint,
    STRIPE_SECRET_KEY: stripeKey,
  };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, ['cli/secrets.ts', ...args], { env })) };
  } catch (error) {
    return error as Ended;
  }
}

describe('npm run secrets', () => {
  test("puts Stripe's key, makes a pepper once, and keeps it the second time", async () => {
    const first = await secrets(['--stage', 'dev']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(parameters.get('/tollgate/dev/stripe-secret-key')).toBe('sk_test_new');
    const peppers = parameters.get('/tollgate/dev/key-peppers')!;
    expect(JSON.parse(peppers)).toEqual({ 1: expect.stringMatching(/^[\w-]{43}$/) });

    const second = await secrets(['--stage', 'dev'], 'rk_test_other');
    expect(second.stdout).toContain('kept');
    expect(parameters.get('/tollgate/dev/key-peppers')).toBe(peppers);
    expect(parameters.get('/tollgate/dev/stripe-secret-key')).toBe('rk_test_other');
    expect(first.stdout + second.stdout).not.toMatch(/sk_test_new|rk_test_other/);
  });

  test.each([
    [[], 'sk_test_new', 'Usage: npm run secrets'],
    [['--stage', 'dev'], 'pk_test_wrong', 'Set STRIPE_SECRET_KEY'],
    [['--stgae', 'dev'], 'sk_test_new', '--stgae'],
  ])('%j with the key %s changes nothing and says what to do', async (args, stripeKey, sentence) => {
    const ended = await secrets(args, stripeKey);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(sentence);
    expect(parameters.get('/tollgate/dev/stripe-secret-key')).toBe('sk_test_before');
  });
});
