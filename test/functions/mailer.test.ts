import { beforeEach, describe, expect, test } from 'vitest';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { mailedToken, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';

let app: App;
let items: ReturnType<typeof observedTable>['items'];

beforeEach(() => {
  const observed = observedTable(memoryTable());
  items = observed.items;
  const name = 'Parley <b>&</b> "Data"';
  app = assemble({
    table: observed.table,
    stripe: {} as StripeGateway,
    now: () => start,
    catalog: { ...catalog, name },
  });
});

async function mailed(message: MailMessage) {
  app.mailQueue.put(message);
  await app.drain();
  return app.mails.at(-1)!;
}
const asked = { askedFrom: { site: '198.51.100.0/24', provider: '198.51.0.0/16' }, isOverLimit: false } as const;
const signIn = { template: 'sign_in', email: 'ada@buyer.example', organization: 'Test Ltd', ...asked } as const;
const decided = { template: 'badge_decided', email: 'ada@buyer.example', handle: 'ada', decision: 'refuse' } as const;

describe('every mail', () => {
  test.each(['en', 'ar'] as const)(
    'says the same as text and as HTML, in the direction of its language (%s)',
    async (language) => {
      for (const message of [signIn, { ...signIn, organization: null }, { ...decided, reason: 'No.' }]) {
        const { to, subject, text, html } = await mailed({ ...message, language });
        expect(to).toBe('ada@buyer.example');
        expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
        expect(/[\u0600-\u06ff]/.test(subject + text)).toBe(language === 'ar');
        const [link] = /https:\S+/.exec(text)!;
        expect(html).toContain(`href="${link}"`);
        expect(subject).not.toMatch(/[\r\n]/);
      }
    },
  );

  test('shows what others wrote as text, never as markup', async () => {
    const { html, text } = await mailed({
      ...decided,
      language: 'en',
      reason: '<img src=x onerror="alert(1)"> & \'more\'',
    });
    expect(text).toContain('<img src=x onerror="alert(1)">');
    expect(html).not.toMatch(/<img|<b>|onerror="/);
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; &#39;more&#39;');
  });

  test('says what became of a badge', async () => {
    for (const [decision, subject] of [
      ['approve', 'Your badge @ada is approved'],
      ['refuse', 'Your application for @ada was not approved'],
      ['revoke', 'Your badge @ada was revoked'],
    ] as const)
      expect((await mailed({ ...decided, decision, reason: null, language: 'en' })).subject).toBe(subject);
  });
});

describe('a sign-in link', () => {
  test('is in the mail alone: the queue holds no token, the table its hash', async () => {
    await app.request('POST', '/v1/signup', { body: { email: 'ada@buyer.example', organization: 'Test Ltd' } });
    const queued = JSON.stringify(app.mailQueue.messages());
    const token = await mailedToken(app, 'ada@buyer.example');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(queued).not.toContain(token);
    expect(JSON.stringify(await items())).not.toContain(token);
    expect(JSON.stringify(app.logs)).not.toContain(token);
    expect((await items()).filter(({ pk }) => /^LINK#[^@]/.test(pk))).toHaveLength(1);
  });

  test('is not made for an address that has no account and asked to sign in', async () => {
    const mail = await mailed({ ...signIn, organization: null, language: 'en' });
    expect(mail.subject).toContain('account for this email address');
    expect(mail.text).not.toContain('token=');
    expect((await items()).filter(({ pk }) => /^LINK#[^@]/.test(pk))).toEqual([]);
  });

  test('to an address that has an account says nothing of what somebody else typed into the sign-up form', async () => {
    await signUp(app);
    const body = { email: 'ada@buyer.example', organization: 'Call 555-0100 now' };
    await app.request('POST', '/v1/signup', { body });
    const token = await mailedToken(app, 'ada@buyer.example');
    const preview = await app.request('POST', '/v1/session/preview', { body: { token } });
    expect(preview.body).toEqual({ email: 'ada@buyer.example', organization: null });
    expect(app.mails.at(-1)!.text).not.toContain('555');
  });

  test('is made for an operator who has no account yet', async () => {
    const mail = await mailed({
      template: 'sign_in',
      ...asked,
      email: 'operator@example.com',
      organization: null,
      language: 'en',
    });
    expect(mail.text).toContain('token=');
  });

  test('works for 15 minutes to the millisecond', async () => {
    let now = start;
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now });
    const preview = async () => {
      now = start;
      await app.request('POST', '/v1/signup', { body: { email: 'ada@buyer.example', organization: 'T' } });
      return mailedToken(app, 'ada@buyer.example');
    };
    const token = await preview();
    now = new Date(start.getTime() + 15 * 60_000);
    expect((await app.request('POST', '/v1/session/preview', { body: { token } })).status).toBe(200);
    now = new Date(now.getTime() + 1);
    expect((await app.request('POST', '/v1/session', { body: { token } })).status).toBe(401);
  });

  test('the session it starts lasts 7 days', async () => {
    let now = start;
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now });
    const { get } = await signUp(app);
    now = new Date(start.getTime() + 7 * 86_400_000);
    expect((await get('/v1/account')).status).toBe(200);
    now = new Date(now.getTime() + 1);
    expect((await get('/v1/account')).status).toBe(401);
  });
});
