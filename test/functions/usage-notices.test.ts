import { expect, test } from 'vitest';
import type { Grant } from '../../shared/domain/billing/grant.ts';
import { mailContent } from '../../shared/domain/mail/compose.ts';
import type { MailMessage, Notice } from '../../shared/domain/mail/message.ts';
import type { WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { grantsKey, spendCapKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { nameOf } from '../support/names.ts';
import { counterOf, instanceOver, mergerOver, openCounter, periodStart, start } from './metering.ts';

type UsageReached = Extract<Notice, { readonly kind: 'usage_reached' }>;
const context = { getRemainingTimeInMillis: () => 900_000 } as never;
const periodEnd = '2026-12-03T09:12:44.000Z';
const site = { name: 'Site', origin: 'https://o', supportEmail: 'support@o', acceptancesKeptYears: 6 };
const grant = (id: string): Grant => ({
  subscriptionId: 'sub_1',
  kind: 'plan',
  id,
  status: 'active',
  interval: 'month',
  periodStart,
  periodEnd,
  paidUntil: periodEnd,
  fullUntil: periodEnd,
  graceUntil: periodEnd,
});

/** An account on a plan of 10,000 records, of which an instance took all, or so many. */
async function scene(plan = 'basic', taken = 10_000, limit = 10_000) {
  const table = memoryTable({ now: () => start });
  await openCounter(table, counterOf('acct-1'), limit);
  await table.update(grantsKey('acct-1'), { set: { grants: [grant(plan)] } });
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  await instance.take(counterOf('acct-1'), taken);
  const mails: MailMessage[] = [];
  const events: WebhookEvent[] = [];
  const merge = (over: Table = table, now = start) => mergerOver(over, () => now, { mails, events })({}, context);
  /** The message of the queue once a call was refused. */
  const check = (now = start) => {
    const body = JSON.stringify({ accountId: 'acct-1', looked: 0 });
    return mergerOver(table, () => now, { mails, events })(
      { Records: [{ messageId: '1', body, attributes: {} }] },
      context,
    );
  };
  const told = () => mails.map((mail) => (mail.template === 'notice' ? mail.notice.id : mail.template));
  return { table, instance, merge, check, told, mails, events };
}

test('a buyer is told once that 80 % is used and once that all is, by what was served and not by what was taken', async () => {
  const { instance, merge, told } = await scene('basic', 9_999);
  await instance.report({ 'acct-1': 7_999 });
  expect(await merge()).toMatchObject({ told: 0 });
  await instance.report({ 'acct-1': 1 });
  expect(await merge()).toMatchObject({ told: 1 });
  await instance.report({ 'acct-1': 1_999 });
  expect(await merge()).toMatchObject({ told: 0 });
  await instance.take(counterOf('acct-1'), 1);
  await instance.report({ 'acct-1': 1 });
  expect(await merge()).toMatchObject({ told: 1 });
  await instance.report({ 'acct-1': 0 });
  await merge();
  expect(told()).toEqual([`usage_reached:80:${periodStart}:10000`, `usage_reached:100:${periodStart}:10000`]);
});

test('a buyer who is refused while instances hold the last units is told that all is used', async () => {
  const { instance, merge, told } = await scene();
  await instance.report({ 'acct-1': 9_499 });
  await merge();
  await instance.report({ 'acct-1': 1 });
  await merge();
  expect(told()).toEqual([`usage_reached:80:${periodStart}:10000`, `usage_reached:100:${periodStart}:10000`]);
});

test('a refused buyer is told that all is used before any rollup, once, and not while instances hold most of it', async () => {
  const { instance, check, merge, told } = await scene();
  await instance.report({ 'acct-1': 9_000 });
  await check();
  expect(told()).toEqual([`usage_reached:80:${periodStart}:10000`]);
  await instance.report({ 'acct-1': 1_000 });
  await check();
  await check();
  await merge();
  expect(told().slice(1)).toEqual([`usage_reached:100:${periodStart}:10000`]);
});

test('a look after a refusal notes whether anything may come back, so that callers are told when to come again', async () => {
  const { table, check, instance } = await scene('basic', 9_000);
  const id = counterOf('acct-1');
  const pledge = { declared: 100, segment: 0, limit: 10_000 };
  const take = { ...id, instanceId: 'env00002', units: 1_000, entry: 0, settled: 0, limit: 10_000, opened: 10_000 };
  await countersOver(table).take({ ...take, pledge });
  const other = instanceOver(table, 'env00002', () => start);
  await other.register();
  await instance.report({ 'acct-1': 9_000 });
  await other.report({ 'acct-1': 20 });
  await check();
  expect(await countersOver(table).read(id), 'it wrote a moment ago').toMatchObject({ free: 0, usedUpOf: 0 });
  await other.report({ 'acct-1': 980 });
  await check();
  expect(await countersOver(table).read(id)).toMatchObject({ free: 0, usedUpOf: 10_000 });
});

test('a buyer who passes both thresholds at once hears of the second only', async () => {
  const { instance, merge, told } = await scene();
  await instance.report({ 'acct-1': 10_000 });
  await merge();
  expect(told()).toEqual([`usage_reached:100:${periodStart}:10000`]);
});

test('nobody is told of a period that is over', async () => {
  const { instance, merge, told, table } = await scene();
  await instance.report({ 'acct-1': 10_000 });
  await merge(table, new Date('2026-12-04T00:00:00.000Z'));
  expect(told()).toEqual([]);
});

test('a larger allowance within the period brings both notices again, for 80 % and for all', async () => {
  const { instance, merge, told, table } = await scene();
  await instance.report({ 'acct-1': 10_000 });
  await merge();
  await table.update(grantsKey('acct-1'), {
    set: { grants: [grant('basic'), { ...grant('basic'), subscriptionId: 'sub_2' }] },
  });
  await countersOver(table).relimit(counterOf('acct-1'), { from: 10_000, to: 20_000, version: 1 });
  await instance.take(counterOf('acct-1'), 9_000);
  await merge();
  for (const units of [5_999, 1, 3_000]) {
    await instance.report({ 'acct-1': units });
    await merge();
  }
  expect(told()).toEqual([`usage_reached:100:${periodStart}:10000`, `usage_reached:80:${periodStart}:20000`]);
});

/** An account on Pro, 1,000,000 records and $5 for each 1,000 more, whose cap of $50 pays for 10,000 of them. */
async function capped(amountMinor = 50_00) {
  const beyond = Math.floor(amountMinor / 5_00) * 1_000;
  const pro = await scene('pro', 1_000_000 + beyond, 1_000_000 + beyond);
  await pro.table.put({ ...spendCapKey('acct-1'), amountMinor, currency: 'usd' });
  return pro;
}

test('80 % and all of what the spend cap pays for are told once each, and of another cap anew', async () => {
  const { instance, merge, told, table, mails, events } = await capped();
  for (const units of [1_000_000, 7_999, 1, 1_999]) {
    await instance.report({ 'acct-1': units });
    await merge();
  }
  await instance.report({ 'acct-1': 1 });
  await merge();
  await merge();
  const all = [`usage_reached:100:${periodStart}:1000000`, ...['80', '100'].map((part) => capAt(part, 50_00, 10_000))];
  expect(told()).toEqual(all);
  expect(mails.at(-1)).toMatchObject({
    notice: {
      kind: 'spend_cap_reached',
      name: nameOf('pro'),
      percent: 100,
      amountMinor: 50_00,
      currency: 'usd',
      renewsAt: periodEnd,
    },
  });
  expect(events.at(-1)).toMatchObject({
    type: 'billing.spend_cap_reached',
    data: { percent: 100, amountMinor: 50_00 },
  });
  await table.put({ ...spendCapKey('acct-1'), amountMinor: 60_00, currency: 'usd' });
  await countersOver(table).relimit(counterOf('acct-1'), { from: 1_010_000, to: 1_012_000, version: 1 });
  await instance.report({ 'acct-1': 0 });
  await merge();
  expect(told()).toEqual([...all, capAt('80', 60_00, 12_000)]);
});

const capAt = (part: string, amountMinor: number, units: number) =>
  `spend_cap_reached:${part}:${periodStart}:${amountMinor}:${units}`;

test('a cap that pays for nothing is told as the allowance that it leaves: used up, calls are refused', async () => {
  const { instance, merge, told, mails } = await capped(4_99);
  await instance.report({ 'acct-1': 1_000_000 });
  await merge();
  expect(told()).toEqual([`usage_reached:100:${periodStart}:1000000`]);
  expect(mails[0]).toMatchObject({ notice: { overage: false } });
});

test('the mail of a spend cap says what happens and what helps, in both languages', () => {
  const of = { id: 'n', name: nameOf('pro'), amountMinor: 200_00, currency: 'usd', renewsAt: periodEnd };
  const notice = { ...of, kind: 'spend_cap_reached' } as const;
  const content = (language: 'en' | 'ar', percent: 80 | 100) =>
    mailContent('spend_cap_reached', { ...notice, percent }, { site, language, organization: 'Test Ltd' });
  expect(content('en', 80)).toMatchObject({
    subject: 'You’ve used 80% of your Pro spend cap',
    action: { link: 'https://o/app/usage' },
  });
  expect(content('en', 80).paragraphs[1]).toMatch(/^Requests fail once you reach it, until 3 December 2026, 09:12 UTC/);
  expect(content('en', 100).paragraphs).toEqual([
    'Your extra usage has reached your $200 spend cap.',
    'Requests fail until 3 December 2026, 09:12 UTC unless you raise the cap.',
  ]);
  expect(content('ar', 80).subject).toContain('80%');
  expect(content('ar', 100).paragraphs.join()).toContain('200\u00a0US$');
});

test("webhooks get a buyer's notice as usage.threshold_reached", async () => {
  const { instance, merge, events } = await scene();
  for (const units of [8_000, 2_000]) {
    await instance.report({ 'acct-1': units });
    await merge();
  }
  expect(events).toMatchObject(
    [80, 100].map((percent) => ({
      ...{ type: 'usage.threshold_reached', accountId: 'acct-1', at: start.toISOString() },
      data: { name: 'Basic', percent, allowance: 10_000, unit: 'record', overage: false, renewsAt: periodEnd },
    })),
  );
});

test('a merge that dies at any call leaves nobody untold: the next one tells, or the next walk', async () => {
  const calls = faultyCalls();
  const whole = await scene();
  await whole.instance.report({ 'acct-1': 9_000 });
  await whole.merge(faultyTable(whole.table, calls));
  for (const index of calls.reset().keys()) {
    const { table, instance, merge, told, events } = await scene();
    await instance.report({ 'acct-1': 9_000 });
    calls.arm({ at: index + 1, kind: 'kill-after' });
    await merge(faultyTable(table, calls)).catch(() => {});
    calls.reset();
    await merge();
    await merge(table, new Date(start.getTime() + 25 * 3_600_000));
    expect(new Set(told()), `call ${index + 1}`).toEqual(new Set([`usage_reached:80:${periodStart}:10000`]));
    expect(new Set(events.map(({ id }) => id)).size, `call ${index + 1}`).toBe(1);
  }
});

test('the mail says how much of what is used, what happens then and when a new period begins, in both languages', async () => {
  const { instance, merge, mails } = await scene('pro');
  await instance.report({ 'acct-1': 10_000 });
  await merge();
  expect(mails).toEqual([]);
  const notice: UsageReached = {
    ...{
      id: 'n',
      name: nameOf('basic'),
      kind: 'usage_reached',
      allowance: 10_000,
      unit: 'record',
      renewsAt: periodEnd,
    },
    ...{ percent: 80, overage: false },
  };
  const content = (language: 'en' | 'ar', over: Partial<UsageReached> = {}) =>
    mailContent('usage_reached', { ...notice, ...over }, { site, language, organization: 'Test Ltd' });
  expect(content('en')).toMatchObject({
    subject: 'You’ve used 80% of your Basic allowance',
    paragraphs: [
      'You’ve used 80% of your 10,000 records for this billing period.',
      'Once your allowance is used up, requests fail until 3 December 2026, 09:12 UTC. Upgrading your plan raises your allowance immediately.',
    ],
    action: { link: 'https://o/app/usage' },
  });
  expect(content('en', { percent: 100, overage: true }).paragraphs[1]).toContain('we bill the extra usage');
  expect(content('en', { percent: 100 }).paragraphs[1]).toMatch(/^Requests fail until/);
  expect(content('ar').subject).toContain('80%');
  expect(content('ar').paragraphs.join()).toContain('10,000');
});
