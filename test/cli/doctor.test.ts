import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { type StripeSimulatorOptions, startStripeSimulator } from '@tollgate/stripe-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { webhookAt } from '../../cli/catalog/push.ts';
import { examine } from '../../cli/doctor/examine.ts';
import { type Line, summaryOf, textOf } from '../../cli/doctor/line.ts';
import { neededPermissions, operationsOf, permissionsFor } from '../../cli/doctor/needs.ts';
import { functions } from '../../infra/functions.ts';
import { jobs } from '../../infra/jobs.ts';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { permissionsOfFunctions } from '../../shared/stripe/permissions.ts';
import catalog from '../../tollgate.config.ts';
import { start } from '../support/app-stripe.ts';

const secretKey = 'sk_test_of_the_doctor_0123456789';
const path = '/tollgate/dev';
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** An endpoint that takes every event. */
async function portal() {
  const server = createServer((request, response) => {
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const taxed: Catalog = { ...catalog, settings: { ...catalog.settings, tax: { behavior: 'exclusive' } as never } };

type Account = Partial<StripeSimulatorOptions> & { readonly sold?: Catalog; readonly isPushed?: boolean };

/** A Stripe account with the catalogue, the endpoint and one delivered event, and the doctor's look at it. */
async function account({ sold = catalog, isPushed = true, ...options }: Account = {}) {
  const simulator = await startStripeSimulator({
    clock: { now: () => start },
    secretKey,
    publishableKey: 'pk_test_x',
    seed: 1,
    ...options,
  });
  stops.push(simulator.stop);
  const origin = await portal();
  const stripe = stripeClient(secretKey, simulator.url);
  const webhook = webhookAt(origin, path);
  const push = async () => {
    for (const change of planChanges(await readCurrent(stripe, webhook.url), desiredCatalog(sold, start), webhook))
      await applyCatalogChange({ stripe, webhook, keepSecret: async () => {} }, change);
  };
  if (isPushed) {
    await push();
    const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [price] = (await stripe.prices.list({ lookup_keys: ['basic_monthly'] })).data;
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price!.id }] });
    await simulator.settle();
  }
  const webhookSecret = { name: `${path}/stripe-webhook-secrets`, stored: { value: 'whsec_1', modifiedAt: start } };
  const look = async (key = secretKey, more: object = {}): Promise<Line[]> => {
    const client = stripeClient(key, simulator.url);
    const given = { key, functionsKey: key, origin, secretsPath: path, webhookSecret, catalog: sold, now: start };
    return examine({ ...given, stripe: client, functions: client, ...more });
  };
  return { simulator, stripe, origin, push, look };
}

const about = (lines: readonly Line[], subject: string) => lines.filter((line) => line.about === subject);
const wrongs = (lines: readonly Line[]) =>
  lines.filter(({ verdict }) => verdict === 'wrong').map((line) => [line.about, line.stopsSelling === true]);

describe('an account that sells', () => {
  test('has nothing wrong, and is checked by hand only where Stripe has no API', async () => {
    const lines = await (await account()).look();
    expect(lines.map(({ verdict, about }) => `${verdict}: ${about}`)).toEqual([
      'ok: Permissions',
      'ok: Catalogue',
      'ok: Billing portal',
      'ok: Webhook endpoint',
      'ok: Event destination',
      'ok: Webhook secret',
      'ok: Tax',
      'ok: Payment methods',
      'by hand: Invoice finalization',
      'by hand: Email finalized invoices',
      'by hand: Retries',
      'by hand: Disputes',
    ]);
    expect(summaryOf(lines)).toBe('8 ok, 0 wrong, 4 to check by hand.');
    for (const line of lines) {
      expect(textOf(line)).toMatch(/^(ok|WRONG|check by hand) {2,}[A-Z][^:]+: .+/);
      if (line.verdict === 'by hand') expect(line.at).toMatch(/^https:\/\/dashboard\.stripe\.com\//);
    }
  });

  test('that collects tax is asked where, since Stripe says nothing of other places', async () => {
    const lines = await (await account({ sold: taxed, settings: { registeredIn: ['DE', 'AT'] } })).look();
    expect(about(lines, 'Tax settings')).toMatchObject([{ verdict: 'ok' }]);
    expect(about(lines, 'Tax registrations')).toMatchObject([
      { verdict: 'by hand', says: expect.stringContaining('DE, AT') },
    ]);
  });
});

describe('an account that lacks something', () => {
  test('before the first push has everything missing that a push makes', async () => {
    const lines = await (await account({ isPushed: false })).look();
    expect(wrongs(lines)).toEqual([
      ['Catalogue', true],
      ['Billing portal', true],
      ['Webhook endpoint', true],
      ['Event destination', true],
    ]);
    expect(about(lines, 'Webhook secret')).toMatchObject([{ verdict: 'by hand' }]);
  });

  test('with an endpoint of another API version, fewer events, or none that is enabled, cannot sell', async () => {
    const { stripe, look } = await account();
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    await stripe.webhookEndpoints.update(endpoint!.id, { enabled_events: ['invoice.paid'] });
    expect(wrongs(await look())).toEqual([['Webhook endpoint', true]]);
    await stripe.webhookEndpoints.update(endpoint!.id, { disabled: true });
    expect(wrongs(await look())).toEqual([['Webhook endpoint', true]]);
    await stripe.webhookEndpoints.del(endpoint!.id);
    const { id: _, ...made } = await stripe.webhookEndpoints.create({
      url: endpoint!.url,
      enabled_events: ['*'],
      api_version: '2025-03-31.basil',
      metadata: { tollgate: 'catalog', tollgate_secret: 'kept' },
    });
    expect(made.api_version).toBe('2025-03-31.basil');
    expect(wrongs(await look())).toEqual([['Webhook endpoint', true]]);
  });

  test('with an endpoint at another address is found, and without an address nothing passes', async () => {
    const { look } = await account();
    expect(wrongs(await look(secretKey, { origin: 'https://elsewhere.example' }))).toContainEqual([
      'Webhook endpoint',
      true,
    ]);
    const elsewhere = await look(secretKey, { origin: 'https://elsewhere.example' });
    expect(about(elsewhere, 'Webhook secret')).toMatchObject([{ verdict: 'by hand' }]);
    const blind = await look(secretKey, { origin: null, webhookSecret: null });
    for (const subject of ['Webhook endpoint', 'Event destination', 'Webhook secret'])
      expect(about(blind, subject)).toMatchObject([{ verdict: 'by hand' }]);
  });

  test('without a destination of thin events, or without the stored secret, cannot sell', async () => {
    const { stripe, look } = await account();
    const [destination] = (await stripe.v2.core.eventDestinations.list()).data;
    await stripe.v2.core.eventDestinations.del(destination!.id);
    expect(wrongs(await look())).toEqual([['Event destination', true]]);
    const name = `${path}/stripe-webhook-secrets`;
    const none = await look(secretKey, { webhookSecret: { name, stored: undefined } });
    expect(about(none, 'Webhook secret')).toMatchObject([{ verdict: 'wrong', stopsSelling: true }]);
    const later = new Date(start.getTime() + 60_000);
    const newer = await look(secretKey, { webhookSecret: { name, stored: { value: 'whsec_2', modifiedAt: later } } });
    expect(about(newer, 'Webhook secret')).toMatchObject([{ verdict: 'by hand' }]);
  });

  test('with a catalogue or a portal that differs is told to push', async () => {
    const { stripe, look, push } = await account();
    const [product] = (await stripe.products.list()).data;
    await stripe.products.update(product!.id, { name: 'Another name' });
    expect(wrongs(await look())).toEqual([['Catalogue', false]]);
    await push();
    const [configuration] = (await stripe.billingPortal.configurations.list()).data;
    await stripe.billingPortal.configurations.update(configuration!.id, {
      features: { subscription_pause: { enabled: true } },
    } as never);
    expect(wrongs(await look())).toEqual([['Billing portal', false]]);
  });

  test('without tax settings cannot sell with tax; without a registration it sells untaxed', async () => {
    const unset = await (await account({ sold: taxed, settings: { sellerCountry: '' } })).look();
    expect(about(unset, 'Tax settings')).toMatchObject([{ verdict: 'wrong', stopsSelling: true }]);
    const nowhere = await (await account({ sold: taxed, settings: { registeredIn: [] } })).look();
    expect(wrongs(nowhere)).toEqual([['Tax registrations', false]]);
  });

  test('without cards cannot sell, and other methods are looked at by hand', async () => {
    const cardless = await (await account({ settings: { paymentMethods: ['link'] } })).look();
    expect(wrongs(cardless)).toEqual([['Payment methods', true]]);
    const more = await (await account({ settings: { paymentMethods: ['card', 'ideal', 'sepa_debit'] } })).look();
    expect(about(more, 'Payment methods')).toMatchObject([
      { verdict: 'by hand', says: expect.stringContaining('ideal, sepa_debit') },
    ]);
  });
});

describe('a restricted key', () => {
  const names = permissionsOfFunctions.map(({ name }) => name);
  const keyWithout = (name: string) => `rk_test_without_${name}_0123456789`;

  test('that may do all is ok, but for what Stripe does not say', async () => {
    const { look } = await account({ restrictedKeys: { rk_test_all_0123456789: names } });
    const lines = about(await look('rk_test_all_0123456789'), 'Permissions');
    expect(lines.map(({ verdict }) => verdict)).toEqual(['ok', 'by hand']);
    expect(lines[1]?.says).toContain('rak_billing_meter_event_write');
  });

  test('is told by name of each permission that it lacks, with the functions that need it', async () => {
    const restrictedKeys = Object.fromEntries(
      names.map((name) => [keyWithout(name), names.filter((each) => each !== name)]),
    );
    const { look } = await account({ restrictedKeys });
    for (const { permission, functions: needing } of neededPermissions) {
      const lines = about(await look(keyWithout(permission.name)), 'Permissions');
      const line = lines.find(({ verdict, says }) => verdict !== 'ok' && says.includes(`(${permission.name})`));
      expect(line?.says, permission.name).toContain(needing.join(', '));
      // Usage is posted without an object that could be missing, so its permission shows only where it lacks.
      expect(line, permission.name).toMatchObject({ verdict: 'wrong', stopsSelling: true });
      expect(lines.filter(({ verdict }) => verdict === 'wrong')).toEqual([line]);
    }
  });

  test('that may not look at something has it checked by hand, never ok', async () => {
    const { look } = await account({ sold: taxed, restrictedKeys: { rk_test_nothing_0123456789: [] } });
    const lines = await look('rk_test_nothing_0123456789');
    expect(lines.filter(({ verdict }) => verdict === 'ok')).toEqual([]);
    expect(about(lines, 'Tax')).toMatchObject([{ verdict: 'by hand', says: expect.stringContaining('rak_') }]);
  });
});

describe('the table of needs', () => {
  test('has each function that reads Stripe’s key, and no other', () => {
    const holding = Object.entries({ ...functions, ...jobs }).filter(([, { secrets = [] }]) =>
      (secrets as string[]).includes('stripe-secret-key'),
    );
    expect(Object.keys(operationsOf).toSorted()).toEqual(holding.map(([name]) => name).toSorted());
  });

  test('leads to the permissions that the runbook names', () => {
    const named = neededPermissions.map(({ permission }) => permission.name);
    expect(named.toSorted()).toEqual(permissionsOfFunctions.map(({ name }) => name).toSorted());
    expect(() => permissionsFor('GET /v1/payouts')).toThrow('no permission');
  });
});

describe('npm run doctor', () => {
  let aws: Awaited<ReturnType<typeof startAwsServer>>;
  const parameters = createParameterStore(() => start);
  beforeAll(async () => {
    aws = await startAwsServer(
      parameters,
      createMailService(createMailbox(), () => start),
    );
  });
  afterAll(() => aws.stop());

  async function doctor(args: readonly string[], env: NodeJS.ProcessEnv) {
    const given = {
      PATH: process.env.PATH,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'operator',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SSM: aws.endpoint,
      ...env,
    };
    const command = promisify(execFile)(process.execPath, ['cli/doctor.ts', ...args], { env: given });
    return command.then(
      (ended) => ({ code: 0, ...ended }),
      (error) => error as { code: number; stdout: string; stderr: string },
    );
  }

  test('prints every line and ends with 0 where nothing stops selling, with 1 otherwise', async () => {
    const { simulator, origin, stripe } = await account();
    const env = { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: simulator.url };
    const fine = await doctor(['--origin', origin], env);
    expect(fine.stderr).toBe('');
    expect(fine.stdout).toContain('ok             Catalogue: Stripe holds what tollgate.config.ts says.');
    expect(fine.code).toBe(0);
    const [price] = (await stripe.prices.list({ lookup_keys: ['basic_monthly'] })).data;
    await stripe.prices.update(price!.id, { active: false });
    const broken = await doctor(['--origin', origin], env);
    expect(broken.stdout).toContain('WRONG          Catalogue:');
    expect(broken.stdout.trim().split('\n').at(-1)).toMatch(
      /^\d ok, 1 wrong, \d to check by hand\. 1 of them stops selling\.$/,
    );
    expect(broken.code).toBe(1);
  });

  test('reads the stage’s secrets', async () => {
    const { simulator, origin } = await account();
    parameters.put(`${path}/stripe-secret-key`, secretKey);
    parameters.put(`${path}/stripe-webhook-secrets`, 'whsec_1');
    const { code, stdout } = await doctor(['--stage', 'dev', '--origin', origin], { STRIPE_API_BASE: simulator.url });
    expect(stdout).toContain(`ok             Webhook endpoint: ${origin}/webhooks/stripe`);
    expect(stdout).toContain('ok             Webhook secret:');
    expect(code).toBe(0);
  });

  test.each([
    ['no key', {}, 'STRIPE_SECRET_KEY is needed'],
    ['no key but a text', { STRIPE_SECRET_KEY: 'password' }, 'is not a secret or restricted key'],
    ['no network', { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: 'http://127.0.0.1:9' }, 'Stripe cannot be reached'],
  ])('says one sentence and ends with 1 for %s', async (_, env, sentence) => {
    const { code, stdout, stderr } = await doctor([], env);
    expect([code, stdout, stderr.trim().split('\n')]).toEqual([1, '', [expect.stringContaining(sentence)]]);
  });

  test('says one sentence and ends with 1 for a key that Stripe refuses', async () => {
    const { simulator } = await account({ isPushed: false });
    const env = { STRIPE_SECRET_KEY: 'sk_test_of_nobody', STRIPE_API_BASE: simulator.url };
    const { code, stdout, stderr } = await doctor([], env);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Stripe refuses the key');
  });
});
