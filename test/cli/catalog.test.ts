import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type StripeSimulator, startStripeSimulator } from '@tollgate/stripe-simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore } from '../../local/aws/parameter-store.ts';
import { startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { start } from '../support/app-stripe.ts';

const secretKey = 'sk_test_catalog_command_0123456789';
const restrictedKeys = {
  rk_test_reads_products_only: ['rak_product_read'],
  rk_test_reads_everything: [
    'plan',
    'product',
    'coupon',
    'promotion_code',
    'customer_portal',
    'webhook',
    'subscription',
    'billing_meter',
  ].map((name) => `rak_${name}_read`),
  rk_test_writes_what_push_needs: [
    'rak_plan_write',
    'rak_product_write',
    'rak_billing_meter_write',
    'rak_coupon_write',
    'rak_promotion_code_write',
    'rak_customer_portal_write',
    'rak_webhook_read',
    'rak_subscription_read',
  ],
};

let simulator: StripeSimulator;
let queues: Awaited<ReturnType<typeof startQueuesAndBuckets>>;
let aws: Awaited<ReturnType<typeof startAwsServer>>;
const parameters = createParameterStore(() => start);
beforeAll(async () => {
  queues = await startQueuesAndBuckets();
  aws = await startAwsServer(
    parameters,
    createMailService(createMailbox(), () => start),
  );
  simulator = await startStripeSimulator({
    clock: { now: () => start },
    secretKey,
    restrictedKeys,
    publishableKey: 'pk_test_x',
    seed: 1,
  });
});
afterAll(() => Promise.all([simulator.stop(), queues.stop(), aws.stop()]));

const awsEnvironment = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'operator',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SQS: queues.endpoint,
  AWS_ENDPOINT_URL_SSM: aws.endpoint,
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function catalog(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const given = {
    PATH: process.env.PATH,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_API_BASE: simulator.url,
    ...awsEnvironment(),
    ...env,
  };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, ['cli/catalog.ts', ...args], { env: given })) };
  } catch (error) {
    return error as Ended;
  }
}

const products = async () => (await stripeClient(secretKey, simulator.url).products.list({ limit: 100 })).data.length;

describe('npm run catalog', () => {
  test('names every permission that a restricted key lacks, before anything is changed', async () => {
    const plan = await catalog(['plan'], { STRIPE_SECRET_KEY: 'rk_test_reads_products_only' });
    expect(plan.code).toBe(1);
    expect(plan.stderr.trim().split('\n')).toHaveLength(1);
    for (const name of [
      'plan_read',
      'billing_meter_read',
      'coupon_read',
      'promotion_code_read',
      'customer_portal_read',
      'webhook_read',
      'subscription_read',
    ])
      expect(plan.stderr).toContain(`(rak_${name})`);
    expect(plan.stderr).not.toContain('product_read');

    const push = await catalog(['push'], { STRIPE_SECRET_KEY: 'rk_test_reads_everything' });
    expect(push.code).toBe(1);
    expect(push.stderr).toContain(
      'Products: Write (rak_product_write), Prices: Write (rak_plan_write), Billing meters: Write (rak_billing_meter_write), Coupons: Write (rak_coupon_write), Promotion codes: Write (rak_promotion_code_write), Customer portal: Write (rak_customer_portal_write) in',
    );
    expect(await products()).toBe(0);
  });

  test('asks for the write of webhook endpoints only where it keeps one', async () => {
    const args = ['push', '--origin', 'https://shop.example', '--stage', 'dev'];
    const { stderr } = await catalog(args, { STRIPE_SECRET_KEY: 'rk_test_writes_what_push_needs' });
    expect(stderr).toContain(
      'give it Webhook endpoints: Write (rak_webhook_write), Event destinations: Write (rak_webhook_write) in',
    );
    expect(await products()).toBe(0);
  });

  test('plans with a key that may read, and pushes with one that may write what is written', async () => {
    const plan = await catalog(['plan'], { STRIPE_SECRET_KEY: 'rk_test_reads_everything' });
    expect(plan).toMatchObject({ code: 0, stderr: '' });
    expect(plan.stdout).toContain('Basic  (tollgate_plan_basic)\n  + product\n  + basic_monthly  $100.00 / month\n');
    expect(plan.stdout).toMatch(/Nothing was changed\..*\n$/);
    expect(await products()).toBe(0);
    const push = await catalog(['push'], { STRIPE_SECRET_KEY: 'rk_test_writes_what_push_needs' });
    expect(push).toMatchObject({ code: 0, stderr: '' });
    expect(await products()).toBe(6);
    expect((await catalog(['push'])).stdout).toBe('Stripe already holds this catalogue: nothing to change.\n');
  });

  test('the secret of the event destination survives a new webhook endpoint, each in a place of its own', async () => {
    const sdk = stripeClient(secretKey, simulator.url);
    const push = () => catalog(['push', '--origin', 'https://shop.example', '--stage', 'dev']);
    const secrets = (source: string) => parameters.get(`/tollgate/dev/stripe-${source}-secrets`)?.split(',');
    expect(await push()).toMatchObject({ code: 0, stderr: '' });
    const [[webhook], [destination]] = [secrets('webhook')!, secrets('destination')!];
    for (let rolled = 1; rolled <= 2; rolled++) {
      const [endpoint] = (await sdk.webhookEndpoints.list()).data;
      await sdk.webhookEndpoints.update(endpoint!.id, { disabled: true });
      expect((await push()).stdout).toContain('~ webhook https://shop.example/webhooks/stripe');
    }
    expect(secrets('webhook')).toHaveLength(2);
    expect(secrets('webhook')).not.toContain(webhook);
    expect(secrets('destination')).toEqual([destination]);
  });

  test.each([
    ['no key', ['plan'], { STRIPE_SECRET_KEY: '' }, 'Set STRIPE_SECRET_KEY'],
    ['a key that Stripe does not know', ['plan'], { STRIPE_SECRET_KEY: 'sk_test_unknown' }, 'Stripe refuses the key'],
    ['a publishable key', ['plan'], { STRIPE_SECRET_KEY: 'pk_test_0' }, 'is not a secret or restricted key'],
    [
      'a live key against a test stage',
      ['push', '--stage', 'dev'],
      { STRIPE_SECRET_KEY: 'sk_live_0' },
      'is a live key',
    ],
    ['a test key against a live stage', ['push', '--stage', 'prod'], {}, 'is a test key'],
    ['no network', ['plan'], { STRIPE_API_BASE: 'http://127.0.0.1:9' }, 'Stripe cannot be reached'],
  ])('%s gives one sentence', async (_, args, env, sentence) => {
    const ended = await catalog(args, env);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/sk_test_unknown|sk_live_0|pk_test_0/);
  });
});

describe('npm run catalog -- migrate', () => {
  /** A subscriber of Basic at $90, while the catalogue's price is $100. */
  async function subscriber() {
    const sdk = stripeClient(secretKey, simulator.url);
    await catalog(['push']);
    const metadata = { tollgate_lookup_key: 'basic_monthly' };
    const price = await sdk.prices.create({
      product: 'tollgate_plan_basic',
      currency: 'usd',
      unit_amount: 90_00,
      recurring: { interval: 'month' },
      metadata,
    });
    const customer = await sdk.customers.create({ metadata: { tollgate_account: 'acc_1' } });
    const { id } = await sdk.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 5,
    });
    return { amount: async () => (await sdk.subscriptions.retrieve(id)).items.data[0]?.price.unit_amount };
  }

  test('shows first and does it with --yes, with the notice in the mail queue; a second run changes nothing', async () => {
    const sqs = new SQSClient({
      region: 'us-east-1',
      endpoint: queues.endpoint,
      credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
    });
    await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
    const QueueUrl = `${queues.endpoint}/000000000000/mail`;
    const { amount } = await subscriber();

    const preview = await catalog(['migrate', 'basic_monthly']);
    expect(preview.stdout).toContain('1 from $90.00 / month, first renewal 2026-11-29');
    expect(preview.stdout).toContain('Nothing was changed. The same command with --yes does it.');
    const silent = await catalog(['migrate', 'basic_monthly', '--yes']);
    expect(silent).toMatchObject({ code: 1 });
    expect(silent.stderr).toBe(
      'Buyers are told by mail: give the mail queue with MAIL_QUEUE_URL or --mail-queue. Nothing was changed.\n',
    );
    expect(await amount()).toBe(90_00);

    const done = await catalog(['migrate', 'basic_monthly', '--yes', '--mail-queue', QueueUrl]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('1 moved, 0 failed.');
    expect(await amount()).toBe(100_00);
    const again = await catalog(['migrate', 'basic_monthly', '--yes'], { MAIL_QUEUE_URL: QueueUrl });
    expect(again.stdout).toBe('basic_monthly: nobody is to be moved to $100.00 / month\n');
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body }) => JSON.parse(Body!))).toMatchObject([
      {
        template: 'notice',
        accountId: 'acc_1',
        notice: { kind: 'price_changed', beforeMinor: 90_00, afterMinor: 100_00 },
      },
    ]);
  });

  test.each([
    [['migrate'], {}, 'Usage: npm run catalog'],
    [['migrate', 'basic_weekly'], {}, 'tollgate.config.ts has no price "basic_weekly".'],
    [['push', '--yes'], {}, 'Usage: npm run catalog'],
    [['migrate', 'basic_monthly'], { STRIPE_SECRET_KEY: 'rk_test_reads_everything' }, '(rak_subscription_write)'],
  ])('%j is refused in words', async (args, env, sentence) => {
    expect(await catalog(args, env)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
  });
});
