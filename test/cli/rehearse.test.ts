import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StripeSimulator, startStripeSimulator } from '@tollgate/stripe-simulator';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { rehearsalEmail } from '../../rehearsal/buyers.ts';
import { permissionsByKey } from '../../rehearsal/cases/keys.ts';
import { notByApi } from '../../rehearsal/cases/not-by-api.ts';
import { stripeClient } from '../../shared/stripe/client.ts';

const secretKey = 'sk_test_of_the_command_0123456789';
const folder = mkdtempSync(path.join(tmpdir(), 'rehearsal-'));
const report = path.join(folder, 'report.md');
let simulator: StripeSimulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startStripeSimulator({
    clock: { now: () => new Date() },
    secretKey,
    publishableKey: 'pk_test_of_the_command',
    restrictedKeys: { rk_test_of_top_up: permissionsByKey['top-up'] ?? [] },
  });
  stripe = stripeClient(secretKey, simulator.url);
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true });
});

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

type Ended = { readonly code: number | null; readonly output: string };

/** Runs the command; `onLine` sees its output so far, at each piece of it. */
function rehearse(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onOutput: (child: ChildProcess, output: string) => void = () => {},
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['cli/rehearse.ts', '--report', report, ...args], {
    env: { PATH, HOME, ...env },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      output += piece;
      onOutput(child, output);
    });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, output });
    }),
  );
}

const keyed = () => ({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: simulator.url });

/** Everything of a rehearsal that the account still has. */
async function left() {
  const [clocks, customers, endpoints, products, meters] = await Promise.all([
    stripe.testHelpers.testClocks.list({ limit: 100 }),
    stripe.customers.list({ limit: 100 }),
    stripe.webhookEndpoints.list({ limit: 100 }),
    stripe.products.list({ limit: 100, active: true }),
    stripe.billing.meters.list({ limit: 100, status: 'active' }),
  ]);
  return [clocks, customers, endpoints, products, meters].map(({ data }) => data.length);
}
const nothing = [0, 0, 0, 0, 0];

describe('npm run rehearse', () => {
  test('says in one sentence that it needs a key of the test mode, and ends with 1', async () => {
    const ended = await Promise.all([
      rehearse([], {}),
      rehearse([], { STRIPE_SECRET_KEY: 'sk_live_51abc' }),
      rehearse([], { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: 'https://stripe.example' }),
      rehearse([], { STRIPE_SECRET_KEY: secretKey, STRIPE_RESTRICTED_KEYS: 'billing' }),
      rehearse(['--only', 'buy-carrd'], keyed()),
    ]);
    expect(ended).toEqual([
      { code: 1, output: 'The rehearsal needs STRIPE_SECRET_KEY, a key of Stripe’s test mode (sk_test_…).\n' },
      { code: 1, output: expect.stringMatching(/^The rehearsal runs in Stripe’s test mode alone: [^\n]+\n$/) },
      { code: 1, output: expect.stringMatching(/^STRIPE_API_BASE names a simulator [^\n]+\n$/) },
      { code: 1, output: expect.stringMatching(/^STRIPE_RESTRICTED_KEYS lists [^\n]+\n$/) },
      { code: 1, output: 'There is no case buy-carrd: docs/rehearsal.md lists them.\n' },
    ]);
  });

  test('runs cases, shows each, writes a report and leaves nothing behind', async () => {
    const only = ['--only', 'buy-card,refund,push-endpoints,key-of-top-up,key-of-billing,thirty-a-second'];
    const env = { ...keyed(), STRIPE_RESTRICTED_KEYS: 'top-up=rk_test_of_top_up' };
    const { code, output } = await rehearse(only, env);
    expect(output).toContain('buy-card: holds');
    /** Those that no call shows, one of a key that is not given, and one that asks the simulator only. */
    const skipped = notByApi.length + 2;
    expect(readFileSync(report, 'utf8')).toContain(`4 cases ran, 0 differ, ${skipped} were skipped`);
    expect(readFileSync(report, 'utf8')).toContain('- key-of-billing: no restricted key for billing');
    expect(code).toBe(0);
    expect(await left()).toEqual(nothing);
  });

  test('a belief that is wrong is in the report, with the request that showed it, and the command ends with 1', async () => {
    const strange = await startStripeSimulator({
      clock: { now: () => new Date() },
      secretKey,
      publishableKey: 'pk_test_of_the_command',
      rulesOff: ['H1'],
    });
    const { code } = await rehearse(['--only', 'clock-limits'], { ...keyed(), STRIPE_API_BASE: strange.url });
    await strange.stop();
    expect(code).toBe(1);
    const text = readFileSync(report, 'utf8');
    expect(text).toMatch(
      /\*\*H1\*\* does not hold: A fourth customer is refused\. .*\(request req_\w+\)\. Its source: https:/,
    );
    expect(text).not.toContain(secretKey);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'broken off by %s, it leaves no clock, customer, endpoint, product or meter',
    async (signal) => {
      let isSent = false;
      const { code, output } = await rehearse([], keyed(), (child, seen) => {
        if (isSent || !/\[[1-9]\d*\/\d+\]/.test(seen)) return;
        isSent = true;
        child.kill(signal);
      });
      expect(output).toContain(`${signal}: the rehearsal ends and cleans up.`);
      expect(readFileSync(report, 'utf8')).toContain('The rehearsal was broken off');
      expect(code).toBe(1);
      expect(await left()).toEqual(nothing);
    },
  );

  test('killed, it leaves objects that the next run finds and removes', async () => {
    await rehearse([], keyed(), (child, seen) => {
      if (/\[[1-9]\d*\/\d+\]/.test(seen)) child.kill('SIGKILL');
    });
    await stripe.customers.create({ email: rehearsalEmail });
    await stripe.customers.create({ metadata: { tollgate_account: 'rehearsal_0a1b_buy_card_1' } });
    const others = await stripe.customers.create({ email: 'ada@example.com' });
    const [clocks = 0, customers = 0] = await left();
    expect(clocks).toBeGreaterThan(0);
    expect(customers).toBeGreaterThan(2);
    const { output } = await rehearse(['--only', 'buy-card'], keyed());
    expect(output).toMatch(/Removed \d+ objects that an earlier rehearsal left\./);
    expect((await stripe.customers.list({ limit: 100 })).data.map(({ id }) => id)).toEqual([others.id]);
    await stripe.customers.del(others.id);
    expect(await left()).toEqual(nothing);
  });
});
