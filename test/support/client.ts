/** A client of the deployment's HTTP API: it sends what a buyer, an operator or their browser would, with `fetch` alone. */
import type {
  AccountView,
  CatalogView,
  CreatedKeyView,
  LicenceView,
  Listing,
  SubscriptionView,
} from '../../shared/http/views.ts';
import { undescribed } from './answers-as-described.ts';

export type Reply<T = unknown> = { readonly status: number; readonly headers: Headers; readonly body: T };
type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: string[];
};

/** The longest move of the clock in one request, which has 60 s: even a busy machine gets through so many days in that time. */
const longestMoveSeconds = 4 * 86_400;

let world: string | undefined;

/** Points this test file's people at a world: the shared one of all journeys, or the file's own. */
export const enterWorld = (url: string): void => {
  world = url;
};

export function worldUrl(): string {
  if (world === undefined) throw new Error('This test file has no world');
  return world;
}

export async function call<T = Record<string, unknown>>(path: string, init: RequestInit = {}): Promise<Reply<T>> {
  const response = await fetch(new URL(path, worldUrl()), { redirect: 'manual', ...init });
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const isJson = /json/.test(contentType);
  const { status } = response;
  const header = (name: string) => response.headers.get(name);
  const sent = { method: init.method ?? 'GET', path, sent: sentIn(init) };
  const fault = undescribed({ ...sent, status, contentType, text, header });
  if (fault) throw new Error(fault);
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

/** The JSON of a request, if it is any. */
function sentIn({ body, headers }: RequestInit): unknown {
  const isJson = /^application\/json/.test(new Headers(headers).get('content-type') ?? '');
  if (!isJson || typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export const post = <T = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) =>
  call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

export const local = {
  mail: async () => (await call<Mail[]>('/__local/mail')).body,
  status: async () =>
    (
      await call<{
        now: string;
        serviceKey: string;
        stripe: { apiBase: string; secretKey: string; webhookSecret: string };
        dynamodb: { endpoint: string; table: string; accessKeyId: string };
      }>('/__local/status')
    ).body,
  faults: (faults: object) => post('/__local/stripe/faults', faults),
  /** Moves the clock; 0 waits until webhooks, queues and jobs are quiet. */
  advance: async (seconds: number): Promise<{ now: string; settled: boolean }> => {
    const advanceSeconds = Math.min(seconds, longestMoveSeconds);
    const reply = await post<{ now: string; settled: boolean }>('/__local/clock', { advanceSeconds });
    if (reply.status !== 200) throw new Error(`The world did not become quiet: ${JSON.stringify(reply.body)}`);
    return seconds > advanceSeconds ? local.advance(seconds - advanceSeconds) : reply.body;
  },
};

export type Person = {
  readonly email: string;
  readonly get: <T = Record<string, unknown>>(path: string) => Promise<Reply<T>>;
  readonly send: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<Reply<T>>;
};

/** The token of the newest sign-in mail to an address; mails of other kinds may be newer. */
export async function mailedToken(email: string): Promise<string> {
  await local.advance(0);
  const links = (await local.mail()).filter(({ to }) => to === email).flatMap(({ links }) => links);
  const token = links.map((link) => new URL(link).searchParams.get('token')).find((found) => found !== null);
  if (!token) throw new Error(`No link was mailed to ${email}`);
  return token;
}

/** Signs up, or in, by mail link; returns the signed-in person. */
export async function signUp(email: string, organization = 'Test Ltd'): Promise<Person> {
  const asked = await post('/v1/signup', { email, organization });
  if (asked.status !== 202) throw new Error(`Sign-up answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  return withSession(email, await mailedToken(email));
}

/** Signs in with the token of a sign-in link. */
export async function withSession(email: string, token: string): Promise<Person> {
  const reply = await post('/v1/session', { token });
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return {
    email,
    get: (path) => call(path, { headers: { cookie } }),
    send: (method, path, body) =>
      call(path, {
        method,
        headers: { cookie, 'x-csrf': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  };
}

const decoded = (html: string) =>
  html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#39;', "'");

/** Fills in the one form of a hosted page and sends it, as a browser does. */
async function submitForm(address: string, fields: Record<string, string>): Promise<Response> {
  const html = await (await fetch(address)).text();
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]): [string, string] => [
    decoded(/name="([^"]*)"/.exec(tag)?.[1] ?? ''),
    decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ]);
  const action = decoded(/<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? address);
  return fetch(new URL(action, address), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...hidden, ...Object.entries(fields)]),
  });
}

export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  threeDSecure: '4000002760003184',
  failsLater: '4000000000000341',
  disputed: '4000000000000259',
};

/** Fills in the hosted checkout. */
export const payWith = (checkoutUrl: string, card: string, exp = ''): Promise<Response> =>
  submitForm(checkoutUrl, { card, exp, name: 'Ada Test', country: 'US', postal_code: '10001' });

/** Test accounts of SEPA direct debit. The bank answers after five days. */
export const ibans = { good: 'DE89370400440532013000', refused: 'DE62370400440532013001' };

/** Fills in the hosted checkout of a price in euros with a bank account. */
export const payByDebit = (checkoutUrl: string, iban: string): Promise<Response> =>
  submitForm(checkoutUrl, { card: '', iban, name: 'Ada Test', country: 'DE', postal_code: '10115' });

export async function lookupKeyOf(planId: string): Promise<string> {
  const { body } = await call<CatalogView>('/v1/catalog');
  const sold = [...body.plans, ...body.badges].find(({ id }) => id === planId);
  const key = sold?.prices[0]?.lookupKey;
  if (!key) throw new Error(`Nothing called ${planId} is sold`);
  return key;
}

/** Buys a plan or badge with a card that works, and waits until the webhooks have been handled. */
export async function buy(person: Person, planId: string): Promise<SubscriptionView> {
  const checkout = await person.send<{ url: string }>('POST', '/v1/checkout', { price: await lookupKeyOf(planId) });
  if (checkout.status !== 201)
    throw new Error(`Checkout answered ${checkout.status}: ${JSON.stringify(checkout.body)}`);
  const paid = await payWith(checkout.body.url, cards.good);
  if (paid.status !== 303) throw new Error(`Paying answered ${paid.status}`);
  await local.advance(0);
  const { body } = await person.get<AccountView>('/v1/account');
  const bought = body.subscriptions.find(
    ({ plan, badge, status }) => (plan ?? badge) === planId && status === 'active',
  );
  if (!bought) throw new Error(`${planId} was paid and is not subscribed`);
  return bought;
}

/** A signed-in person of any world. */
type Asking = {
  readonly get: <T>(path: string) => Promise<{ readonly status: number; readonly body: T }>;
  readonly send: <T>(
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: T }>;
};

export async function acceptLicences(person: Asking): Promise<void> {
  const { body } = await person.get<Listing<LicenceView>>('/v1/licences');
  for (const { id, version, sha256 } of body.data) {
    const accepted = await person.send('POST', '/v1/licences', { id, version, sha256, name: 'Ada Test', role: 'CTO' });
    if (accepted.status !== 201) throw new Error(`Accepting answered ${accepted.status}`);
  }
}

export async function newKey(person: Asking, environment: 'live' | 'test' = 'live'): Promise<CreatedKeyView> {
  const reply = await person.send<CreatedKeyView>('POST', '/v1/keys', { label: 'story', environment });
  if (reply.status !== 201) throw new Error(`Key creation answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Reads a path with a key. */
export const read = <T = Record<string, unknown>>(path: string, secret: string) =>
  call<T>(path, { headers: { authorization: `Bearer ${secret}` } });

let counter = 0;
/** An address that is unique in this run. */
export const freshEmail = (name: string): string => `${name}-${process.pid}-${++counter}@buyer.example`;
