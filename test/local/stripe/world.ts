import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import Stripe from 'stripe';
import { parseForm } from '../../../local/stripe/http/form.ts';
import { loadSchemas, type Settings, type StripeSimulator, startStripeSimulator } from '../../../local/stripe/index.ts';

export type Received = { readonly event: Stripe.Event; readonly body: string; readonly headers: IncomingHttpHeaders };

/** A simulator with a frozen clock, the real SDK pointed at it, and an endpoint that keeps what it is sent. */
export type World = {
  readonly stripe: Stripe;
  readonly simulator: StripeSimulator;
  readonly received: Received[];
  /** Statuses that the endpoint answers next, in order; 200 when used up. */
  readonly answers: number[];
  readonly hookUrl: string;
  now(): Date;
  /** Stops at every due thing on the way, as the local world's clock does. */
  advanceTo(time: Date): Promise<void>;
  types(): string[];
  stop(): Promise<void>;
};

export const secretKey = 'sk_test_0123456789abcdefghijklmnop';

type Options = { readonly start?: string; readonly settings?: Partial<Settings>; readonly seed?: number };

export async function startWorld({ start = '2026-11-24T12:00:00Z', settings, seed = 7 }: Options = {}): Promise<World> {
  let now = new Date(start);
  const received: Received[] = [];
  const answers: number[] = [];
  const { server, url } = await listenForWebhooks(received, answers);
  const simulator = await startStripeSimulator({
    clock: { now: () => now },
    secretKey,
    publishableKey: 'pk_test_x',
    seed,
    settings,
  });
  const { hostname, port } = new URL(simulator.url);
  return {
    stripe: new Stripe(secretKey, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(checkedFetch),
    }),
    simulator,
    received,
    answers,
    hookUrl: url,
    now: () => now,
    async advanceTo(time) {
      await simulator.settle();
      for (let due = simulator.nextDueAt(); due && due <= time; due = simulator.nextDueAt()) {
        if (due > now) now = due;
        await simulator.runDue();
        await simulator.settle();
      }
      now = time;
    },
    types: () => received.map(({ event }) => event.type),
    async stop() {
      await simulator.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listenForWebhooks(received: Received[], answers: number[]): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ event: JSON.parse(body), body, headers: request.headers });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const schemas = await loadSchemas();
/** Compiling is what takes long, so it is not optimized, and done before any test's time runs. */
const ajv = new Ajv({
  strict: false,
  coerceTypes: 'array',
  inlineRefs: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addSchema({ $id: 'stripe', $defs: schemas.$defs });
const validatorOf = (name: string) =>
  ajv.compile(JSON.parse(JSON.stringify(schemas.index[name]).replaceAll('"#/$defs/', '"stripe#/$defs/')));
const validators = new Map(Object.keys(schemas.index).map((name) => [name, validatorOf(name)]));
for (const validate of validators.values()) validate({});

/** Throws where `value` is not what stripe-node's types say of `name`. */
export function expectValid(name: string, value: unknown): void {
  const validate = validators.get(name);
  if (!validate?.(value)) throw new Error(`Not a ${name}: ${ajv.errorsText(validate?.errors)}`);
}

const resourceOf: Record<string, string> = {
  account: 'Account',
  'billing.meter': 'Billing.Meter',
  'billing_portal.configuration': 'BillingPortal.Configuration',
  'billing_portal.session': 'BillingPortal.Session',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  customer: 'Customer',
  event: 'EventBase',
  invoice: 'Invoice',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  price: 'Price',
  product: 'Product',
  subscription: 'Subscription',
  webhook_endpoint: 'WebhookEndpoint',
};

/** Checks an answer, every element of a list, and the object that an event carries. */
export function expectResource(value: { object: string; deleted?: boolean; data?: unknown }): void {
  if (value.object === 'list') {
    for (const element of value.data as { object: string }[]) expectResource(element);
    return;
  }
  const name = resourceOf[value.object];
  if (!name) throw new Error(`No schema is known for a ${value.object}`);
  expectValid(value.deleted ? `Deleted${name}` : name, value);
  if (value.object === 'event') expectResource((value.data as { object: { object: string } }).object);
}

const paramTypes: [RegExp, string][] = [
  [/^POST \/v1\/customers$/, 'CustomerCreateParams'],
  [/^POST \/v1\/customers\/[^/]+$/, 'CustomerUpdateParams'],
  [/^POST \/v1\/products$/, 'ProductCreateParams'],
  [/^POST \/v1\/products\/[^/]+$/, 'ProductUpdateParams'],
  [/^POST \/v1\/prices$/, 'PriceCreateParams'],
  [/^POST \/v1\/prices\/[^/]+$/, 'PriceUpdateParams'],
  [/^POST \/v1\/checkout\/sessions$/, 'Checkout.SessionCreateParams'],
  [/^POST \/v1\/subscriptions$/, 'SubscriptionCreateParams'],
  [/^POST \/v1\/subscriptions\/[^/]+$/, 'SubscriptionUpdateParams'],
  [/^POST \/v1\/billing_portal\/configurations$/, 'BillingPortal.ConfigurationCreateParams'],
  [/^POST \/v1\/billing_portal\/sessions$/, 'BillingPortal.SessionCreateParams'],
  [/^POST \/v1\/webhook_endpoints$/, 'WebhookEndpointCreateParams'],
  [/^POST \/v1\/billing\/meters$/, 'Billing.MeterCreateParams'],
];

/** Goes over real HTTP; checks what the SDK sends, where it is accepted, and every answer, by ajv and the generated schemas. */
const checkedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.ok) return response;
  const path = new URL(String(input)).pathname;
  const type = paramTypes.find(([pattern]) => pattern.test(`${init?.method} ${path}`))?.[1];
  if (type) expectValid(type, withArrays(parseForm(String(init?.body ?? ''))));
  expectResource((await response.clone().json()) as { object: string });
  return response;
};

function withArrays(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, withArrays(part)] as const);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return entries.map(([, part]) => part);
  return Object.fromEntries(entries);
}

/** A product, a monthly and a yearly price, and a customer. */
export async function seedCatalogue({ stripe }: World) {
  const product = await stripe.products.create({ id: 'basic', name: 'Basic' });
  const monthly = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 100_00,
    recurring: { interval: 'month' },
    lookup_key: 'basic_monthly',
  });
  const yearly = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 1_000_00,
    recurring: { interval: 'year' },
    lookup_key: 'basic_yearly',
  });
  const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { account: 'acc_1' } });
  return { product, monthly, yearly, customer };
}

export async function openCheckout({ stripe }: World, customer: string, price: string, trialDays?: number) {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    client_reference_id: 'acc_1',
    line_items: [{ price, quantity: 1 }],
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/pricing',
    metadata: { account: 'acc_1' },
    subscription_data: { metadata: { account: 'acc_1' }, ...(trialDays ? { trial_period_days: trialDays } : {}) },
  });
}

/** Fills in the hosted form as a client without a browser does: the hidden inputs as given, and the card. */
export async function submitForm(url: string, fields: Record<string, string>) {
  const page = await (await fetch(url)).text();
  return postForm(url, page, fields);
}

export async function postForm(url: string, page: string, fields: Record<string, string>) {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, n, v]) => [n, v]);
  const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}

export const card = (number: string) => ({
  card: number,
  name: 'Ada Lovelace',
  country: 'GB',
  postal_code: 'SW1A 1AA',
});

export async function listen(
  { stripe, hookUrl }: World,
  types: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*'],
) {
  return stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: types, api_version: Stripe.API_VERSION });
}
