import { beforeEach, expect, test } from 'vitest';
import type { AccountView, AdminAccountView, AuditView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

let app: App;
let operator: Person;
let buyer: Person;
let id: string;

beforeEach(async () => {
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  id = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
});

const decide = (decision: 'suspend' | 'restore', body: object = { reason: 'scraping' }) =>
  operator.send('POST', `/v1/admin/accounts/${id}/${decision}`, body);
const read = (secret: string) =>
  app.request('GET', '/data/posts?limit=1', { headers: { authorization: `Bearer ${secret}` } });

test('a suspended account’s keys are refused until it is restored; its sessions are not', async () => {
  const { secret } = await newKey(buyer, 'test');
  expect((await read(secret)).status).toBe(200);
  expect((await decide('suspend')).status).toBe(204);
  expect(await read(secret)).toMatchObject({ status: 403, body: { code: 'suspended' } });
  expect((await buyer.get('/v1/account')).status).toBe(200);
  const { body } = await operator.get<Listing<AdminAccountView>>('/v1/admin/accounts');
  expect(body.data.map(({ email, suspended }) => [email, suspended])).toEqual(
    expect.arrayContaining([
      ['ada@buyer.example', true],
      ['operator@example.com', false],
    ]),
  );
  expect((await decide('restore')).status).toBe(204);
  expect((await read(secret)).status).toBe(200);
});

const free = ['/data', '/v1/usage/current', '/v1/badges/states?handle=ada'];

test.each(free)(
  'calls that cost nothing (%s) are refused to a suspended account’s keys too, and to keys from elsewhere',
  async (path) => {
    const { secret } = await newKey(buyer, 'test');
    const ask = (key = secret) => app.request('GET', path, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    const elsewhere = { label: 'office', environment: 'test', cidrs: ['198.18.0.0/24'] };
    const bound = (await buyer.send<{ secret: string }>('POST', '/v1/keys', elsewhere)).body.secret;
    expect(await ask(bound)).toMatchObject({ status: 403, body: { code: 'ip_not_allowed' } });
    await decide('suspend');
    expect(await ask()).toMatchObject({ status: 403, body: { code: 'suspended' } });
  },
);

test('the account’s trail says who did it and why, once each', async () => {
  await decide('suspend');
  expect(await decide('suspend')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await decide('restore', { reason: 'they stopped' });
  expect(await decide('restore')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
  const lines = data.filter(({ action }) => action.startsWith('account.'));
  expect(lines.map(({ action, actor, detail }) => [action, actor, detail.reason])).toEqual(
    expect.arrayContaining([
      ['account.suspended', 'operator@example.com', 'scraping'],
      ['account.restored', 'operator@example.com', 'they stopped'],
    ]),
  );
  expect(lines).toHaveLength(2);
});

test('it takes an operator, a reason and an account that is there', async () => {
  expect((await buyer.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'x' })).status).toBe(403);
  expect(await decide('suspend', {})).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
  expect((await operator.send('POST', '/v1/admin/accounts/nobody/suspend', { reason: 'x' })).status).toBe(404);
});

test('the buyer is told on the account and by one mail why, since when, and whom to write to', async () => {
  await decide('suspend');
  await decide('suspend', { reason: 'another reason' });
  const { body } = await buyer.get<AccountView>('/v1/account');
  const supportEmail = app.deps.catalog.supportEmail;
  expect(body.suspension).toEqual({ reason: 'scraping', at: start.toISOString(), supportEmail });
  await app.drain();
  const mails = () => app.mails.filter(({ to }) => to === 'ada@buyer.example').map(({ text }) => text);
  expect(mails().filter((text) => text.includes('Reason: scraping') && text.includes(supportEmail))).toHaveLength(1);
  await decide('restore', { reason: 'they stopped' });
  await app.drain();
  expect((await buyer.get<AccountView>('/v1/account')).body.suspension).toBeNull();
  expect(mails().filter((text) => text.includes('Reason: they stopped'))).toHaveLength(1);
});
