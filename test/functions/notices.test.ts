import { expect, test } from 'vitest';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { start } from '../support/app-stripe.ts';
import { type FaultKind, faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { founded } from '../support/founded.ts';
import { nameOf } from '../support/names.ts';

const iso = (days: number) => new Date(start.getTime() + days * 86_400_000).toISOString();

const active: Subscription = {
  id: 'sub_1',
  status: 'active',
  createdAt: iso(-5),
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: { createdAt: iso(-5), dueAt: null, status: 'paid' },
  items: [{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month', periodStart: iso(-5), periodEnd: iso(25) }],
};
const failed: Subscription = {
  ...active,
  status: 'past_due',
  latestInvoice: { createdAt: iso(0), dueAt: null, status: 'open' },
};

/** An account whose subscription, read when all was well, is another at Stripe now: its payment has failed. */
async function scene(language: 'en' | 'ar' = 'en', changed = failed) {
  const calls = faultyCalls();
  const stripe = { now: [active] as readonly Subscription[] };
  const gateway = { listSubscriptions: async () => stripe.now, listTopUps: async () => [] } as unknown as StripeGateway;
  const app = assemble({ table: faultyTable(memoryTable(), calls), stripe: gateway, now: () => start, calls });
  const account = { id: 'acc_1', email: 'ada@buyer.example', organization: 'Test Ltd', createdAt: iso(-9) };
  await founded(app.deps, { ...account, language, stripeCustomerId: null });
  await app.deps.accounts.setCustomer('acc_1', 'cus_1');
  hear(app, 'evt_0');
  await app.drain();
  expect(app.mails).toEqual([]);
  stripe.now = [changed];
  return { app, calls };
}

function hear({ stripeQueue }: App, id = 'evt_1', type = 'invoice.payment_failed'): void {
  const message = { id, type, createdAt: start.toISOString(), livemode: false };
  const unnamed = { apiVersion: null, objectId: null, via: null };
  stripeQueue.put({ ...message, ...unnamed, customerId: 'cus_1' }, { group: 'cus_1' });
}

const subjects = ({ mails }: App) => mails.map(({ subject }) => subject);
const told = [expect.stringMatching(/^Your Basic payment failed/)];

/** Runs `act` once for every call that it makes and every way to interrupt it there. */
async function interruptedEverywhere(
  act: (app: App) => Promise<unknown>,
  check: (app: App, at: { readonly kind: FaultKind; readonly name: string }) => Promise<void>,
): Promise<readonly string[]> {
  const whole = await scene();
  hear(whole.app);
  whole.calls.reset();
  await act(whole.app);
  const names = whole.calls.reset();
  for (const [i, name] of names.entries())
    for (const kind of faultKinds) {
      const { app, calls } = await scene();
      hear(app);
      calls.arm({ at: i + 1, kind });
      await act(app).catch(() => {});
      calls.reset();
      await app.drain();
      await check(app, { kind, name });
    }
  return names;
}

test('a sync interrupted at any call, in any way, is followed by one mail: never none, never two', async () => {
  const calls = await interruptedEverywhere(
    (app) => app.deliverStripe(),
    async (app, at) => expect(subjects(app), JSON.stringify(at)).toEqual(told),
  );
  expect(calls).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^table transact BILLING,REVENUE/),
      'table put ACCESS',
      'table update CHANGES',
      'table put TRAILBOX',
      'queue mail',
    ]),
  );
});

test('a mailer interrupted at any call mails once; twice only where the mail was taken and nothing after that was kept', async () => {
  const act = async (app: App) => {
    await app.deliverStripe();
    await app.deliverMail();
  };
  await interruptedEverywhere(act, async (app, { kind, name }) => {
    const unknown =
      (name === 'deliver' && kind.endsWith('after')) || (/update NOTICE/.test(name) && kind.endsWith('before'));
    const sent = subjects(app);
    expect(new Set(sent), `${kind} ${name}`).toEqual(new Set(told));
    if (!unknown) expect(sent, `${kind} ${name}`).toEqual(told);
    expect(sent.length).toBeLessThanOrEqual(2);
  });
});

test('many syncs, events and queued messages that find the same failed payment send one mail', async () => {
  const { app } = await scene();
  for (const id of ['evt_1', 'evt_2', 'evt_3']) hear(app, id);
  await app.deliverStripe();
  const queued = app.mailQueue.messages();
  for (const message of queued) app.mailQueue.put(message);
  await app.drain();
  hear(app, 'evt_4');
  await app.drain();
  expect(queued.length).toBeGreaterThan(0);
  expect(subjects(app)).toEqual(told);
});

test('a message that failed to the end and was driven into the queue again is mailed', async () => {
  const { app, calls } = await scene();
  hear(app);
  await app.deliverStripe();
  const [message] = app.mailQueue.messages() as [MailMessage];
  for (let receive = 0; receive < 5; receive++) {
    calls.arm({ at: 3, kind: 'before' });
    await app.deliverMail();
  }
  calls.reset();
  expect([app.mailQueue.dead, app.mails]).toEqual([[message], []]);
  app.mailQueue.put(message);
  await app.drain();
  expect(subjects(app)).toEqual(told);
});

test('a notice goes to the account in its own language, with the link that fixes it and the day on which grace ends', async () => {
  const { app } = await scene('ar');
  hear(app);
  await app.drain();
  const [mail] = app.mails;
  expect(mail).toMatchObject({
    to: 'ada@buyer.example',
    subject: 'فشل دفع اشتراك \u2068الباقة الأساسية\u2069: ادفع قبل 1 ديسمبر 2026',
  });
  expect(mail!.text).toContain('https://shop.example/app/billing');
  expect(mail!.text).toContain('1 ديسمبر 2026');
});

test('a notice for an account that is no more is dropped', async () => {
  const { app } = await scene();
  const notice = { id: 'access_ended:sub_1:x', name: nameOf('basic'), kind: 'access_ended' } as const;
  app.mailQueue.put({ template: 'notice', id: 'm1', accountId: 'acc_gone', notice });
  await app.drain();
  expect([app.mails, app.mailQueue.dead]).toEqual([[], []]);
});

test('Stripe saying that a trial ends soon is heard, and the buyer is told', async () => {
  const [item] = active.items;
  const { app } = await scene('en', { ...active, status: 'trialing', items: [{ ...item!, periodEnd: iso(3) }] });
  hear(app, 'evt_1', 'customer.subscription.trial_will_end');
  await app.drain();
  expect(subjects(app)).toEqual(['Your Basic trial ends on 27 November 2026']);
});
