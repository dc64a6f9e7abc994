/** A key that expires is announced once, seven days before, to its owner and to webhooks. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedKeyView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';

const begin = Date.parse('2026-11-10T12:00:00.000Z');
const dayMs = 86_400_000;
const later = (days: number) => new Date(begin + days * dayMs);
/** When the key of these tests expires. */
const expiresAt = later(10).toISOString();

let now: Date;
let app: App;
let buyer: Person;

/** A buyer who has accepted the licences, in a world where calls may fail. */
async function scene(calls = faultyCalls()) {
  now = later(0);
  const table = faultyTable(memoryTable({ now: () => now }), calls);
  app = assemble({ table, stripe: {} as StripeGateway, now: () => now, calls });
  buyer = await signUp(app);
  await acceptLicences(buyer);
  return calls;
}
beforeEach(async () => {
  await scene();
});

async function make(more: object = {}): Promise<CreatedKeyView> {
  const made = await buyer.send<CreatedKeyView>('POST', '/v1/keys', {
    ...{ label: 'Production', environment: 'test', expiresAt },
    ...more,
  });
  expect(made.status, made.text).toBe(201);
  return made.body;
}

const told = () => app.mails.filter(({ subject }) => subject.includes('expires on'));

/** The types and ids of the events that the job queued; the mails and events then go out. */
async function run(days: number) {
  now = later(days);
  const report = await app.announceExpiries();
  const events = app.webhookQueue.messages().map(({ event }) => event);
  await app.drain();
  return { report, events };
}

describe('a key that expires', () => {
  test('is announced within seven days of it, to the millisecond, and not before', async () => {
    await make();
    now = new Date(Date.parse(expiresAt) - 7 * dayMs - 1);
    expect(await app.announceExpiries()).toEqual({ accounts: 1, keys: 0 });
    now = new Date(Date.parse(expiresAt) - 7 * dayMs);
    expect(await app.announceExpiries()).toEqual({ accounts: 1, keys: 1 });
    await app.drain();
    expect(told()).toMatchObject([
      { to: 'ada@buyer.example', subject: 'Your API key “Production” expires on 20 November 2026' },
    ]);
    expect(told()[0]!.text).toMatch(/https:\/\/shop\.example\/app\/keys\/key_\w+/);
  });

  test('is announced once, however often the job runs until then', async () => {
    await make();
    const ids = [];
    for (const days of [3, 3.25, 4, 9.9]) ids.push(...(await run(days)).events.map(({ id }) => id));
    expect(told()).toHaveLength(1);
    expect([ids.length, new Set(ids).size]).toEqual([4, 1]);
  });

  test('is announced late by a job that was down for days, and not once it has expired', async () => {
    await make();
    await make({ label: 'Other', expiresAt: later(8).toISOString() });
    await run(9);
    expect(told().map(({ subject }) => subject)).toEqual(['Your API key “Production” expires on 20 November 2026']);
    expect((await run(10)).report).toEqual({ accounts: 1, keys: 0 });
  });

  test('reaches webhooks as key.expires_soon, with what the mail says and nothing of the secret', async () => {
    const { id, start, secret } = await make();
    const { events } = await run(3);
    expect(events).toMatchObject([
      {
        type: 'key.expires_soon',
        data: { key: id, label: 'Production', environment: 'test', start, expiresAt },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(secret);
  });

  test('is announced by itself beside others: each once', async () => {
    await make();
    await make({ label: 'Staging' });
    await run(3);
    await run(4);
    expect(
      told()
        .map(({ subject }) => subject.slice(0, 25))
        .toSorted(),
    ).toEqual(['Your API key “Production”', 'Your API key “Staging” ex']);
  });

  test('is announced to a suspended account too: the suspension may be lifted after the expiry', async () => {
    await make();
    const { id: accountId } = (await buyer.get<{ id: string }>('/v1/account')).body;
    const audit = {
      id: 'line-1',
      accountId,
      at: now.toISOString(),
      action: 'account.suspended',
      actor: 'tollgate' as const,
      detail: {},
    };
    await app.deps.access.suspend(accountId, { ...audit, detail: { reason: 'scraping' } });
    await run(3);
    expect(told()).toHaveLength(1);
  });
});

describe('no mail and no event is about a key', () => {
  test('without an expiry', async () => {
    await make({ expiresAt: undefined });
    expect(await run(3)).toEqual({ report: { accounts: 1, keys: 0 }, events: [] });
  });

  test('that was revoked', async () => {
    const { id } = await make();
    await buyer.send('DELETE', `/v1/keys/${id}`);
    expect(await run(3)).toEqual({ report: { accounts: 1, keys: 0 }, events: [] });
  });

  test('that was rotated, while its overlap lasts; its successor is announced with the expiry that it keeps', async () => {
    const { id } = await make();
    now = later(2.5);
    const next = await buyer.send<CreatedKeyView>('POST', `/v1/keys/${id}/rotate`, { overlapSeconds: 86_400 });
    expect(next.body.expiresAt).toBe(expiresAt);
    const { events } = await run(3);
    expect(events.map(({ data }) => data.key)).toEqual([next.body.id]);
    expect(told()).toHaveLength(1);
  });

  test('that succeeds one which was announced in its last week', async () => {
    const { id } = await make();
    await run(3);
    await buyer.send('POST', `/v1/keys/${id}/rotate`, { overlapSeconds: 0 });
    expect((await run(4)).events).toEqual([]);
    expect(told()).toHaveLength(1);
  });

  test('that was made to live seven days or less: its owner has just chosen the day', async () => {
    await make({ expiresAt: later(7).toISOString() });
    await make({ label: 'Longer', expiresAt: new Date(begin + 7 * dayMs + 1).toISOString() });
    const { events } = await run(1);
    expect(events.map(({ data }) => data.label)).toEqual(['Longer']);
  });

  test('if its account is being deleted, or was deleted while the mail lay in its queue', async () => {
    await make();
    now = later(3);
    await app.announceExpiries();
    const { id: accountId } = (await buyer.get<{ id: string }>('/v1/account')).body;
    const account = (await app.deps.accounts.find(accountId))!;
    const audit = {
      id: 'line-1',
      accountId,
      at: now.toISOString(),
      action: 'x',
      actor: 'tollgate' as const,
      detail: {},
    };
    await app.deps.accounts.leave(accountId, audit);
    expect(await app.announceExpiries()).toEqual({ accounts: 1, keys: 0 });
    await app.deps.accounts.forget(account, { ...audit, id: 'line-2' });
    await app.drain();
    expect(told()).toEqual([]);
  });
});

describe('the job', () => {
  test('interrupted at any call and run again has announced the key once', async () => {
    const whole = await scene();
    await make();
    now = later(3);
    whole.reset();
    await app.announceExpiries();
    const count = whole.reset().length;
    expect(count).toBeGreaterThan(2);
    for (let at = 1; at <= count; at++)
      for (const kind of faultKinds) {
        const calls = await scene();
        await make();
        now = later(3);
        calls.arm({ at, kind });
        await app.announceExpiries().catch(() => {});
        calls.reset();
        await app.announceExpiries();
        const ids = app.webhookQueue.messages().map(({ event }) => event.id);
        await app.drain();
        expect(told(), `${kind} at call ${at}`).toHaveLength(1);
        expect(new Set(ids).size, `${kind} at call ${at}`).toBe(1);
      }
  });

  test('that cannot read one account announces the keys of the others, and fails', async () => {
    const calls = await scene();
    await make();
    now = later(1);
    await signUp(app, 'bob@buyer.example');
    now = later(3);
    /** The first call lists the accounts, newest first; the second reads Bob's keys. */
    calls.arm({ at: 2, kind: 'before' });
    await expect(app.announceExpiries()).rejects.toThrow('The keys of 1 accounts could not be checked');
    calls.reset();
    await app.drain();
    expect(told()).toHaveLength(1);
  });

  test('that nears its time limit fails rather than skip accounts in silence', async () => {
    await expect(app.announceExpiries({ getRemainingTimeInMillis: () => 1_000 })).rejects.toThrow(
      'Near the time limit',
    );
  });
});
