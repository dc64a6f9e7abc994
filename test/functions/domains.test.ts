/** An organization proves the domain of its site, and goes on proving it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditView, DomainProofView, Listing, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { type KeptRecords, keptTxtRecords } from '../support/kept-records.ts';

let now: Date;
let app: App;
let resolver: KeptRecords;
let acme: Person;
beforeEach(async () => {
  now = start;
  resolver = keptTxtRecords();
  const clock = () => now;
  app = assemble({ table: memoryTable({ now: clock }), stripe: {} as StripeGateway, now: clock, resolver });
  acme = await signUp(app, 'it@acme.example');
  await apply(acme, { handle: 'acme' });
});
const apply = async (person: Person, more: object) => {
  const profile = { kind: 'organization', displayName: 'Acme Ltd', url: 'https://www.acme.example/', ...more };
  const applied = await person.send('POST', '/v1/badges', profile);
  expect(applied.status, applied.text).toBe(201);
};
const pass = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};
const read = (of = 'acme') => acme.get<DomainProofView>(`/v1/badges/${of}/domain`);
const check = (of = 'acme') => acme.send<DomainProofView & Problem>('POST', `/v1/badges/${of}/domain/check`);
const application = async () => (await app.deps.badges.find('acme'))!;
const name = '_tollgate-challenge.acme.example';
async function prove(): Promise<void> {
  resolver.set(name, [[(await read()).body.record.value]]);
  expect((await check()).body.state).toBe('proven');
}

test('the record to be set is told, and the domain is proven once it is there, in however many strings', async () => {
  const { body } = await read();
  expect(body).toMatchObject({
    domain: 'acme.example',
    record: { name, type: 'TXT' },
    state: 'unproven',
    checkedAt: null,
  });
  expect((await check()).body).toMatchObject({ state: 'unproven', found: 'no_record' });
  const { value } = body.record;
  resolver.set(name, [['v=spf1 -all'], [value.slice(0, 20), value.slice(20)]]);
  expect((await check()).body).toMatchObject({ state: 'proven', found: 'record', provenAt: now.toISOString() });
  expect((await application()).provenDomain).toBe('acme.example');
  expect((await read()).body).toMatchObject({ state: 'proven', record: { value } });
});

test.each([
  ['another account’s', (value: string) => value.slice(0, -3)],
  ['a longer one', (value: string) => `${value}x`],
])('a record that is %s proves nothing', async (_, change) => {
  resolver.set(name, [[change((await read()).body.record.value)]]);
  expect((await check()).body).toMatchObject({ state: 'unproven', found: 'other_records' });
  expect((await application()).provenDomain).toBeNull();
});

test('the record of one account proves nothing for another that claims the same domain', async () => {
  await prove();
  const other = await signUp(app, 'it@evil.example');
  await apply(other, { handle: 'acme_inc' });
  const reply = await other.send<DomainProofView>('POST', '/v1/badges/acme_inc/domain/check');
  expect(reply.body).toMatchObject({ state: 'unproven', found: 'other_records' });
});

test('another site of another domain has to be proven anew; one of the same domain stays proven', async () => {
  await prove();
  await acme.send('PATCH', '/v1/badges/acme', { url: 'https://acme.example/contact' });
  expect((await read()).body.state).toBe('proven');
  await acme.send('PATCH', '/v1/badges/acme', { url: 'https://acme.test/' });
  expect((await read()).body).toMatchObject({ domain: 'acme.test', state: 'unproven' });
  expect((await check()).body.state).toBe('unproven');
  expect((await application()).provenDomain).toBeNull();
});

describe('once proven', () => {
  beforeEach(prove);

  test('it is looked at every day, and what is not due is left alone', async () => {
    const before = resolver.asked();
    pass(23);
    expect(await app.checkDomains()).toEqual({ checked: 0, dropped: 0, failed: 0 });
    pass(2);
    expect(await app.checkDomains()).toEqual({ checked: 1, dropped: 0, failed: 0 });
    expect(await app.checkDomains()).toEqual({ checked: 0, dropped: 0, failed: 0 });
    expect(resolver.asked()).toBe(before + 1);
  });

  test('a record that is gone is told of by mail when its holder checks it by hand, too', async () => {
    resolver.set(name, null);
    pass(1);
    expect((await check()).body).toMatchObject({ state: 'failing', found: 'no_record' });
    await app.drain();
    expect(app.mails.map(({ subject }) => subject)).toContain('DNS record for acme.example is missing');
  });

  test('a record that is gone is told of by mail once, and after seven days what it proved is, and is told once more', async () => {
    resolver.set(name, null);
    for (let hour = 0; hour <= 8 * 24; hour += 6) {
      pass(6);
      await app.checkDomains();
      await app.drain();
    }
    acme = await signUp(app, acme.email);
    expect((await read()).body).toMatchObject({ state: 'lost', found: 'no_record' });
    expect((await application()).provenDomain).toBeNull();
    const subjects = app.mails
      .filter(({ to }) => to === acme.email)
      .flatMap(({ subject }) => (/acme\.example/.test(subject) ? subject : []));
    expect(subjects).toEqual([
      'DNS record for acme.example is missing',
      'Your badge is hidden: acme.example is no longer verified',
    ]);
    await prove();
    expect((await application()).provenDomain).toBe('acme.example');
  });

  test('a record that is there again proves it at the next look, and lost by hand it is in the trail', async () => {
    resolver.set(name, null);
    pass(25);
    await app.checkDomains();
    expect((await read()).body.state).toBe('failing');
    resolver.set(name, [[(await read()).body.record.value]]);
    pass(25);
    await app.checkDomains();
    expect((await read()).body.state).toBe('proven');
    resolver.set(name, null);
    const found: string[] = [];
    for (let day = 0; day < 8; day++) {
      pass(24);
      acme = await signUp(app, acme.email);
      found.push((await check()).body.state);
    }
    expect(found).toEqual([...Array(7).fill('failing'), 'lost']);
    const { data } = (await acme.get<Listing<AuditView>>('/v1/events')).body;
    const states = data.flatMap(({ action }) => (action.startsWith('domain.') ? [action.slice(7)] : []));
    expect(states).toEqual(['lost', 'failing', 'proven', 'failing', 'proven']);
  });

  test('a zone that does not answer for some days takes nothing away', async () => {
    resolver.fail(name, 'timed_out');
    for (let hour = 0; hour < 6 * 24; hour += 6) {
      pass(6);
      await app.checkDomains();
    }
    expect((await application()).provenDomain).toBe('acme.example');
    await prove();
    expect((await read()).body).toMatchObject({ failingSince: null, losesAt: null });
  });

  test('one that cannot be looked at keeps no other from it, and the run fails for somebody to see', async () => {
    const other = await signUp(app, 'it@other.example');
    await apply(other, { handle: 'other', url: 'https://other.example' });
    const { body } = await other.get<DomainProofView>('/v1/badges/other/domain');
    resolver.set(body.record.name, [[body.record.value]]);
    await other.send('POST', '/v1/badges/other/domain/check');
    pass(25);
    const { resolve } = resolver;
    const broken = Object.assign(resolver, {
      resolve: async (asked: string) => {
        if (asked === name) throw new Error('a bug');
        return resolve(asked, { timeoutMs: 1 });
      },
    });
    await expect(app.checkDomains()).rejects.toThrow('1 domains could not be checked');
    Object.assign(broken, { resolve });
    expect(await app.checkDomains()).toEqual({ checked: 1, dropped: 0, failed: 0 });
  });

  test('a badge that is gone is looked at no more', async () => {
    const gone = await application();
    const { id, email } = { id: 'line', email: acme.email };
    const line = {
      id,
      accountId: gone.accountId,
      at: now.toISOString(),
      action: 'badge.withdrawn',
      actor: { kind: 'person' as const, id: gone.accountId, name: email },
      detail: {},
    };
    await app.deps.badges.withdraw(gone, line);
    pass(25);
    expect(await app.checkDomains()).toMatchObject({ dropped: 1 });
    expect(await app.checkDomains()).toMatchObject({ checked: 0, dropped: 0 });
  });
});

test('checks and a profile change at once lose nothing: the proof is of the final site', async () => {
  resolver.set(name, [[(await read()).body.record.value]]);
  const replies = await Promise.all([
    check(),
    acme.send('PATCH', '/v1/badges/acme', { displayName: 'Acme Limited' }),
    check(),
  ]);
  expect(replies.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect((await check()).body.state).toBe('proven');
  expect(await application()).toMatchObject({ provenDomain: 'acme.example' });
});

describe('refused', () => {
  test('a person’s badge, somebody else’s, and a site without a domain', async () => {
    await apply(acme, { handle: 'ada', kind: 'person', displayName: 'Ada', url: 'https://ada.example' });
    expect(await read('ada')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const stranger = await signUp(app, 'eve@evil.example');
    expect((await stranger.get('/v1/badges/acme/domain')).status).toBe(404);
    expect((await stranger.send('POST', '/v1/badges/acme/domain/check')).status).toBe(404);
    await apply(stranger, { handle: 'eve', url: 'https://192.0.2.1/' });
    expect(await stranger.get('/v1/badges/eve/domain')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('more than thirty checks within an hour', async () => {
    for (let i = 0; i < 30; i++) expect((await check()).status).toBe(200);
    expect(await check()).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  });
});
