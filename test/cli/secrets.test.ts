import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secretsCommand } from './secrets-command.ts';

let command: Awaited<ReturnType<typeof secretsCommand>>;
beforeAll(async () => {
  command = await secretsCommand();
});
afterAll(() => command.stop());
beforeEach(() => command.parameters.put('/tollgate/dev/stripe-secret-key', 'sk_test_before'));

const secrets = (args: readonly string[], stripeKey = 'sk_test_new') =>
  command.run(args, { STRIPE_SECRET_KEY: stripeKey });

describe('npm run secrets', () => {
  test("puts Stripe's key, makes pepper and sealing key once, and keeps them the second time", async () => {
    const first = await secrets(['--stage', 'dev']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(command.parameters.get('/tollgate/dev/stripe-secret-key')).toBe('sk_test_new');
    const peppers = command.parameters.get('/tollgate/dev/key-peppers')!;
    expect(JSON.parse(peppers)).toEqual({ 1: expect.stringMatching(/^[\w-]{43}$/) });
    const seals = command.parameters.get('/tollgate/dev/webhook-keys')!;
    expect(JSON.parse(seals)).toEqual({ 1: expect.stringMatching(/^[\w-]{43}$/) });
    expect(seals).not.toBe(peppers);

    const second = await secrets(['--stage', 'dev'], 'rk_test_other');
    expect(second.stdout).toContain('kept');
    expect(command.parameters.get('/tollgate/dev/key-peppers')).toBe(peppers);
    expect(command.parameters.get('/tollgate/dev/webhook-keys')).toBe(seals);
    expect(command.parameters.get('/tollgate/dev/stripe-secret-key')).toBe('rk_test_other');
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
    expect(command.parameters.get('/tollgate/dev/stripe-secret-key')).toBe('sk_test_before');
  });
});
