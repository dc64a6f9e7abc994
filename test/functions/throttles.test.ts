import { expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { start } from '../support/app-stripe.ts';

const hour = 3_600_000;

function newApp() {
  let now = start;
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now });
  const login = (email: string, address = '198.51.100.7') =>
    app.request('POST', '/v1/login', { body: { email }, headers: { 'true-client-ip': address } });
  const moveTo = (time: number) => {
    now = new Date(time);
  };
  return { app, login, moveTo };
}

test('an address gets 5 mails an hour, and the next is told exactly how long to wait', async () => {
  const { app, login, moveTo } = newApp();
  for (let i = 0; i < 5; i++) expect((await login('ada@buyer.example')).status).toBe(202);
  moveTo(start.getTime() + hour - 1000);
  const refused = await login('ada@buyer.example');
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' }, headers: { 'retry-after': '1' } });
  expect(app.mailQueue.messages()).toHaveLength(5);
  moveTo(start.getTime() + hour);
  expect((await login('ada@buyer.example')).status).toBe(202);
});

test('an address is one address, however it is written; another one is another', async () => {
  const { login } = newApp();
  for (const email of ['ada@b.example', 'Ada@b.example', ' ADA@B.EXAMPLE', 'ada@b.example', 'ada@b.example'])
    expect((await login(email)).status).toBe(202);
  expect((await login('aDa@b.example')).status).toBe(429);
  expect((await login('bob@b.example')).status).toBe(202);
});

test('one client may ask for 200 an hour, for however many addresses; another client is not held back', async () => {
  const { login } = newApp();
  for (let i = 0; i < 200; i++) expect((await login(`a${i}@b.example`)).status).toBe(202);
  expect((await login('a200@b.example')).status).toBe(429);
  expect((await login('a201@b.example', '192.0.2.1')).status).toBe(202);
});

test('of many at once, no more than the limit pass', async () => {
  const { login } = newApp();
  const replies = await Promise.all(Array.from({ length: 20 }, () => login('ada@buyer.example')));
  expect(replies.filter(({ status }) => status === 202)).toHaveLength(5);
});
