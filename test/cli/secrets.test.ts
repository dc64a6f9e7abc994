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
  test("puts Stripe's key, makes pepper, sealing key and the key of retired handles once, and keeps them the second time", async () => {
    const first = await secrets(['--stage', 'dev']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(command.parameters.get('/tollgate/dev/stripe-secret-key')).toBe('sk_test_new');
    const peppers = command.parameters.get('/tollgate/dev/key-peppers')!;
    expect(JSON.parse(peppers)).toEqual({ 1: expect.stringMatching(/^[\w-]{43}$/) });
    const seals = command.parameters.get('/tollgate/dev/webhook-keys')!;
    expect(JSON.parse(seals)).toEqual({ 1: expect.stringMatching(/^[\w-]{43}$/) });
    const handles = command.parameters.get('/tollgate/dev/handle-key')!;
    expect(new Set([peppers, seals, handles]).size).toBe(3);

    const second = await secrets(['--stage', 'dev'], 'rk_test_other');
    expect(second.stdout).toContain('kept');
    expect(command.parameters.get('/tollgate/dev/key-peppers')).toBe(peppers);
    expect(command.parameters.get('/tollgate/dev/webhook-keys')).toBe(seals);
    expect(command.parameters.get('/tollgate/dev/handle-key')).toBe(handles);
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

describe('npm run secrets -- rotate and retire', () => {
  const name = '/tollgate/dev/key-peppers';
  const first = JSON.stringify({ 1: 'a pepper that nobody else can know' });
  const versions = () => Object.keys(JSON.parse(command.parameters.get(name)!));
  beforeEach(() => command.parameters.put(name, first));

  test('adds a version to the existing ones, and removes an older one', async () => {
    const added = await secrets(['rotate', 'key-peppers', '--stage', 'dev']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(command.parameters.get(name)!)).toEqual({
      ...JSON.parse(first),
      2: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(added.stdout).not.toContain(JSON.parse(command.parameters.get(name)!)[2]);
    expect(await secrets(['retire', 'key-peppers', '1', '--stage', 'dev'])).toMatchObject({ code: 0 });
    expect(versions()).toEqual(['2']);
  });

  test.each([
    [['retire', 'key-peppers', '1'], 'The highest version mints'],
    [['retire', 'key-peppers', '7'], 'There is no version 7'],
    [['rotate', 'stripe-secret-key'], 'key-peppers and webhook-keys alone'],
    [['rotate', 'key-peppers', '2'], 'Usage: npm run secrets'],
  ])('%j changes nothing and says why', async (args, sentence) => {
    const ended = await secrets([...args, '--stage', 'dev']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(sentence);
    expect(command.parameters.get(name)).toBe(first);
  });

  test('refuses a second change within two minutes, because some instances may not know the first', async () => {
    const hasty = await secretsCommand(() => new Date());
    hasty.parameters.put(name, first);
    const ended = await hasty.run(['rotate', 'key-peppers', '--stage', 'dev']);
    expect(ended.stderr).toMatch(/Try again in 1?\d\d? seconds/);
    expect(hasty.parameters.get(name)).toBe(first);
    await hasty.stop();
  });
});
