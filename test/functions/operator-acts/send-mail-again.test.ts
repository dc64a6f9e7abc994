/** An operator sends an email of an organization's log again: once an order, without secrets, and to nobody who has left. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { MailMessage } from '../../../shared/domain/mail/message.ts';
import type { AuditView, Listing, TimelineLineView, TimelineView } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import { type App, assemble } from '../../support/app.ts';
import { bounceEvent, hearOf } from '../../support/app-feedback.ts';
import { type Person, signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';
import { observedTable } from '../../support/faulty-table.ts';

type Line = Extract<TimelineLineView, { readonly kind: 'email' }>;
const ada = 'ada@buyer.example';
const payAt = 'https://invoice.stripe.com/i/acct_1/secret';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let app: App;
let now: Date;
let operator: Person;
let buyer: Person;
let id: string;
let items: ReturnType<typeof observedTable>['items'];

beforeEach(async () => {
  now = start;
  const observed = observedTable(memoryTable({ now: () => now }));
  items = observed.items;
  app = assemble({ table: observed.table, stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, ada);
  id = (await app.deps.accounts.findByEmail(ada))!.id;
});

const failed = (notice = 'payment_failed:in_1'): MailMessage => ({
  ...{ template: 'notice', id: 'message-1', accountId: id },
  notice: { id: notice, name: 'Basic', kind: 'payment_failed', accessUntil: start.toISOString(), payAt },
});
const suspended = (email: string): MailMessage => ({
  ...{ template: 'account_suspension', id: 'message-2', accountId: id, noticeId: 'suspension:1', email },
  ...{ language: 'ar', state: 'suspended', reason: 'scraping' },
});

async function mailed(message: MailMessage): Promise<Line> {
  app.mailQueue.put(message);
  await app.drain();
  return (await lines())[0]!;
}
async function lines(): Promise<Line[]> {
  const { body } = await operator.get<TimelineView>(`/v1/admin/organizations/${id}/timeline?kinds=email`);
  return body.data.filter((line) => line.kind === 'email');
}
const path = (mail: string, of = id) => `/v1/admin/accounts/${of}/mails/${mail}/send`;
const again = (mail: string, order = 'order-1', reason = 'they lost it') =>
  operator.send('POST', path(mail), { order, reason });
async function trail() {
  const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
  return data.filter(({ action }) => action === 'mail.sent_again');
}

test('the same email goes out once more, says on which day it was written, and has its lines in trail and log', async () => {
  const first = await mailed(failed());
  const before = app.mails.at(-1)!;
  now = new Date(start.getTime() + 3 * minuteMs);
  expect(await again(first.id)).toMatchObject({ status: 202, body: { id: first.id, address: ada } });
  await app.drain();
  const mail = app.mails.at(-1)!;
  expect(mail.subject).toBe(before.subject);
  expect(mail.text).toMatch(/^We wrote this email on 24 November 2026\. Its figures and dates are of that day\.\n\n/);
  expect(mail.text).toContain('We couldn’t charge your payment method for Basic.');
  expect(await lines()).toMatchObject([
    { name: 'payment_failed', outcome: 'sent', again: 'possible' },
    { id: first.id },
  ]);
  expect(await trail()).toMatchObject([
    { actor: 'operator@example.com', detail: { mail: 'payment_failed', sentAt: first.at, reason: 'they lost it' } },
  ]);
});

test('the same order sends one email and leaves one line; another order sends another', async () => {
  const { id: mail } = await mailed(failed());
  const before = app.mails.length;
  await Promise.all([again(mail), again(mail)]);
  await again(mail);
  await app.drain();
  expect((await again(mail)).status).toBe(202);
  await app.drain();
  expect([app.mails.length - before, (await trail()).length]).toEqual([1, 1]);
  await again(mail, 'order-2');
  await app.drain();
  expect([app.mails.length - before, (await trail()).length]).toEqual([2, 2]);
});

test('an email that was sent again is still of the day of the first', async () => {
  const { id: mail } = await mailed(failed());
  now = new Date(start.getTime() + minuteMs);
  await again(mail);
  await app.drain();
  const text = app.mails.at(-1)!.text;
  now = new Date(start.getTime() + 2 * minuteMs);
  const [second] = await lines();
  await again(second!.id, 'order-2');
  await app.drain();
  expect(app.mails.at(-1)!.text).toBe(text);
});

describe('is refused', () => {
  test('for an address that bounced, until it is released', async () => {
    const { id: mail } = await mailed(failed());
    await hearOf(app, bounceEvent(ada));
    const answer = await again(mail);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(JSON.stringify(answer.body)).toContain('Blocked addresses');
    expect(await trail()).toEqual([]);
    await operator.send('POST', '/v1/admin/suppressions/release', { address: ada, reason: 'it works again' });
    expect((await again(mail)).status).toBe(202);
  });

  test('for an invitation, whose link works once; nothing is kept of it', async () => {
    await buyer.send('POST', '/v1/members', { email: 'bob@buyer.example', role: 'viewer' });
    await app.drain();
    const [invitation] = await lines();
    expect(invitation).toMatchObject({ name: 'member_invited', address: '', again: 'one_time_link' });
    expect((await again(invitation!.id)).status).toBe(409);
    const token = /invitation=([\w-]+)/.exec(app.mails.at(-1)!.text)![1]!;
    expect(JSON.stringify(await items())).not.toContain(token);
    expect((await items()).find(({ pk }) => pk.startsWith('MAILLOG#'))).toMatchObject({ kept: null });
  });

  test('for a mail of which nothing is kept', async () => {
    const place = { accountId: id, id: 'old', at: start.toISOString() };
    await app.deps.mailLog.note({ ...place, name: 'payment_failed', address: ada, outcome: 'sent' }, null);
    const [old] = await lines();
    expect(old).toMatchObject({ again: 'not_kept' });
    expect((await again(old!.id)).status).toBe(409);
  });

  test('for another organization’s mail, ids of nothing, and bodies without an order or a reason', async () => {
    const { id: mail } = await mailed(failed());
    await signUp(app, 'eve@other.example');
    const other = (await app.deps.accounts.findByEmail('eve@other.example'))!.id;
    const order = { order: 'o', reason: 'x' };
    for (const asked of [
      path(mail, other),
      path(mail, 'nobody'),
      path('x'),
      path('1-x'),
      path(`${mail}%23`),
      path('99999999999999-x'),
    ])
      expect([asked, (await operator.send('POST', asked, order)).status]).toEqual([asked, 404]);
    for (const body of [{ reason: 'x' }, { order: 'o' }, { ...order, order: 3 }, { ...order, to: 'eve@other.example' }])
      expect([body, (await operator.send('POST', path(mail), body)).status]).toEqual([body, 400]);
    expect((await buyer.send('POST', path(mail), order)).status).toBe(403);
    await app.drain();
    expect(app.mails.filter(({ text }) => text.includes('We wrote this email'))).toEqual([]);
  });
});

describe('a letter', () => {
  test('goes to the member who got it, in their language', async () => {
    const { id: mail } = await mailed(suspended(ada));
    expect((await again(mail)).body).toMatchObject({ address: ada });
    await app.drain();
    expect(app.mails.at(-1)).toMatchObject({ to: ada, text: expect.stringContaining('We wrote this email on') });
  });

  test('to an address that is no member’s any more goes to the organization’s own', async () => {
    const { id: mail } = await mailed(suspended('former@buyer.example'));
    expect((await again(mail)).body).toMatchObject({ address: ada });
    await app.drain();
    expect(app.mails.at(-1)!.to).toBe(ada);
  });
});

describe('the kept part of an email', () => {
  test('has no link to Stripe’s page, which opens without signing in', async () => {
    const { id: mail } = await mailed(failed());
    expect(app.mails.at(-1)!.text).toContain(payAt);
    const log = (await items()).filter(({ pk }) => pk.startsWith('MAILLOG#'));
    expect([log.length, JSON.stringify(log).includes('invoice.stripe.com')]).toEqual([1, false]);
    await again(mail);
    await app.drain();
    expect(app.mails.at(-1)!.text).not.toContain(payAt);
    expect(app.mails.at(-1)!.text).toContain('/app/billing');
  });

  test('ends after 90 days, with the organization, and with a person whom it names', async () => {
    await mailed(suspended(ada));
    await mailed({
      ...suspended(ada),
      id: 'message-3',
      noticeId: 'suspension:3',
      reason: 'asked by bob@buyer.example',
    } as MailMessage);
    const kept = async () => (await items()).filter(({ pk }) => pk.startsWith('MAILLOG#'));
    expect((await kept()).map(({ ttl }) => Number(ttl) * 1_000 - start.getTime())).toEqual([90 * dayMs, 90 * dayMs]);
    await app.deps.mailLog.forgetAddress(id, 'bob@buyer.example');
    expect(await kept()).toHaveLength(1);
    await buyer.send('DELETE', '/v1/account', { confirm: 'Test Ltd' });
    await app.drain();
    expect(await kept()).toEqual([]);
  });
});
