/** Costly acts have a budget: of an account, of a client, and in all. */
import { beforeEach, describe, expect, test } from 'vitest';
import { budgets, ownShareOf } from '../../shared/domain/access/budgets.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { joined, type Person, signUp } from '../support/app-person.ts';
import type { Reply } from '../support/app-request.ts';
import { start } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';

const refused = { status: 429, body: { code: 'rate_limited' } };
const network = (n: number) => `${20 + Math.floor(n / 200)}.${n % 200}.0.1`;

let app: App;
let asked: number;

beforeEach(() => {
  asked = 0;
  const stripe = new Proxy({} as StripeGateway, {
    get: () => async () => {
      asked += 1;
      return { invoices: [], cursor: undefined, url: 'https://billing.example/' };
    },
  });
  app = assemble({ table: memoryTable(), stripe, now: () => start });
});

async function customer(email = 'ada@buyer.example'): Promise<Person> {
  const person = await signUp(app, email);
  const account = await app.deps.accounts.findByEmail(email);
  await app.deps.accounts.setCustomer(account!.id, `cus_${email}`);
  return person;
}

/** How many of so many requests pass. */
async function passing(times: number, request: (i: number) => Promise<Reply>): Promise<number> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await request(i)).status);
  return statuses.filter((status) => status !== 429).length;
}

const from = (person: Person, path: string, address: string) =>
  app.request('GET', path, { cookie: person.cookie, headers: { 'true-client-ip': address } });

describe('calls to Stripe', () => {
  test('is asked for by one account so often and no more, and another account goes on', async () => {
    const ada = await customer();
    expect(await passing(130, () => ada.get('/v1/invoices'))).toBe(120);
    expect(asked).toBe(120);
    const bob = await customer('bob@buyer.example');
    expect((await bob.get('/v1/invoices')).status).toBe(200);
  });

  test('is asked for by one client so often beyond the own share of each account, however many accounts it makes', async () => {
    const people = [];
    for (let i = 0; i < 7; i++) people.push(await customer(`a${i}@buyer${i}.example`));
    let passed = 0;
    for (const person of people) passed += await passing(120, () => from(person, '/v1/invoices', '2001:db8:1:2::7'));
    expect(passed).toBe(600 + people.length * ownShareOf(budgets.invoices));
    const other = await customer('new@comer.example');
    expect((await from(other, '/v1/invoices', '192.0.2.1')).status).toBe(200);
  });

  test.each([
    ['the export', 'GET', '/v1/account/export', undefined, 300],
    ['a preview of a change', 'POST', '/v1/subscription/preview', { subscription: 'sub_1', price: 'pro_monthly' }, 60],
    ['a change', 'POST', '/v1/subscription/change', { subscription: 'sub_1', price: 'pro_monthly' }, 60],
    ['a cancellation', 'POST', '/v1/subscription/cancel', { subscription: 'sub_1', when: 'now' }, 60],
    ['a resumption', 'POST', '/v1/subscription/resume', { subscription: 'sub_1' }, 60],
    ['a preview of seats', 'POST', '/v1/badges/acme/affiliates/seats/preview', { seats: 1 }, 60],
    ['a change of seats', 'PUT', '/v1/badges/acme/affiliates/seats', { seats: 1 }, 60],
    ['a link to Stripe’s portal', 'POST', '/v1/billing-portal', {}, 60],
  ] as const)('has a budget: %s', async (_, method, path, body, most) => {
    const ada = await customer();
    expect(await passing(most + 5, () => ada.send(method, path, body))).toBe(most);
    const last = await ada.send(method, path, body);
    expect(last).toMatchObject(refused);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('members of one organization', () => {
  const invoices = (person: Person) => passing(200, () => person.get('/v1/invoices'));

  test('share its budget, and a colleague who uses it up leaves each of the others a share of their own', async () => {
    const owner = await customer();
    const bob = await joined(app, owner, { email: 'bob@buyer.example', role: 'billing' });
    const { perAccount } = budgets.invoices;
    expect(await invoices(bob)).toBe(perAccount);
    expect(await invoices(owner)).toBe(ownShareOf(budgets.invoices));
    expect(await owner.get('/v1/invoices')).toMatchObject(refused);
  });

  test('have one share of their own, in however many organizations they act', async () => {
    const owner = await customer();
    const { body } = await owner.send<{ id: string }>('POST', '/v1/organizations', { name: 'Second Ltd' });
    await app.deps.accounts.setCustomer(body.id, 'cus_second');
    const { perAccount } = budgets.invoices;
    expect(await invoices(owner)).toBe(perAccount);
    const headers = { 'tollgate-organization': body.id };
    const inSecond = () => app.request('GET', '/v1/invoices', { cookie: owner.cookie, headers });
    expect(await passing(200, inSecond)).toBe(perAccount - ownShareOf(budgets.invoices));
  });
});

describe('a passkey’s anonymous challenge', () => {
  const ask = (address: string) =>
    app.request('POST', '/v1/session/passkey/options', { body: {}, headers: { 'true-client-ip': address } });

  test('is given to one client so often, whichever addresses of its /64 it uses', async () => {
    expect(await passing(230, (i) => ask(`2001:db8:1:2::${i + 1}`))).toBe(200);
    expect((await ask('192.0.2.1')).status).toBe(200);
  });

  test('is given in all so often; one attacker’s /32 leaves room for others, and a refusal stores nothing', async () => {
    const observed = observedTable(memoryTable());
    app = assemble({ table: observed.table, stripe: {} as StripeGateway, now: () => start });
    await app.deps.throttles.pass(
      { scope: 'passkeys-common', subject: 'all', limitPerHour: 15_000, units: 14_990 },
      start,
    );
    const used = await passing(300, (i) => ask(`2001:db8:${(i % 160).toString(16)}:${(i % 7).toString(16)}::1`));
    expect(used).toBe(10 + 5);
    expect((await observed.items()).filter(({ pk }) => pk.startsWith('CHALLENGE#'))).toHaveLength(used);
    expect((await ask(network(1))).status).toBe(200);
  });
});
