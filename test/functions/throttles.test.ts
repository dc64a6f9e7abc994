import { describe, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

const minute = 60_000;
const owner = 'ada@buyer.example';
const home = '198.51.100.7';
/** A /16 each, as of a botnet. */
const network = (n: number) => `${20 + Math.floor(n / 200)}.${n % 200}.0.1`;

type Options = { readonly toUnknown?: number; readonly takesMail?: (domain: string) => Promise<boolean> };

function newApp({ toUnknown, takesMail = async () => true }: Options = {}) {
  let now = start;
  const { throttles } = catalog.settings;
  const settings = {
    ...catalog.settings,
    throttles: { ...throttles, mailsToUnknownPerHour: toUnknown ?? throttles.mailsToUnknownPerHour },
  };
  const app = assemble({
    table: memoryTable(),
    stripe: {} as StripeGateway,
    now: () => now,
    catalog: { ...catalog, settings },
    mailDomains: { takesMail },
  });
  const ask = async (email: string, address = home, path = '/v1/login') => {
    const body = path === '/v1/login' ? { email } : { email, organization: 'Test Ltd' };
    const reply = await app.request('POST', path, { body, headers: { 'true-client-ip': address } });
    await app.drain();
    return reply;
  };
  const mailsTo = (email: string) => app.mails.filter(({ to }) => to === email);
  const signsIn = async (email: string) => {
    const token = /token=([\w-]+)/.exec(mailsTo(email).at(-1)?.text ?? '')?.[1];
    return (await app.request('POST', '/v1/session', { body: { token } })).status === 201;
  };
  const move = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { app, ask, mailsTo, signsIn, move };
}

describe('limits of a mailbox', () => {
  test('a stranger’s requests never use up the owner’s: who asks from elsewhere is mailed', async () => {
    const { app, ask, mailsTo, signsIn } = newApp();
    await signUp(app, owner);
    for (let i = 0; i < 30; i++) expect((await ask(owner, '192.0.2.1')).status).toBe(202);
    const before = mailsTo(owner).length;
    expect((await ask(owner)).status).toBe(202);
    expect(mailsTo(owner)).toHaveLength(before + 1);
    expect(await signsIn(owner)).toBe(true);
  });

  test('withhold the sixth mail of one client in silence, behind the answer of the first', async () => {
    const { ask, mailsTo } = newApp();
    const replies = [];
    for (let i = 0; i < 6; i++) replies.push(await ask(owner));
    const [first, last] = [replies[0]!, replies[5]!];
    expect([last.status, last.text]).toEqual([first.status, first.text]);
    expect(mailsTo(owner)).toHaveLength(5);
  });

  test('withheld or not, known or not, every request takes the same steps', async () => {
    const steps: string[] = [];
    const table = stepsOver(memoryTable(), steps);
    const app = assemble({ table, stripe: {} as StripeGateway, now: () => start });
    await signUp(app, owner);
    const stepsOf = async (email: string) => {
      steps.length = 0;
      const queued = app.mailQueue.messages().length;
      expect((await app.request('POST', '/v1/login', { body: { email } })).status).toBe(202);
      return [
        ...steps,
        ...app.mailQueue
          .messages()
          .slice(queued)
          .map(({ template }) => `queue ${template}`),
      ];
    };
    const known = [];
    for (let i = 0; i < 8; i++) known.push(await stepsOf(owner));
    expect(known[0]).toEqual([...new Array<string>(4).fill('update'), 'queue sign_in']);
    for (const each of [...known, await stepsOf('nobody@buyer.example')]) expect(each).toEqual(known[0]);
  });

  test('however many networks ask without end, one working link per 15 minutes reaches the owner', async () => {
    const { app, ask, mailsTo, signsIn, move } = newApp();
    await signUp(app, owner);
    for (let quarter = 0; quarter < 8; quarter++) {
      for (let i = 0; i < 40; i++) await ask(owner, network(quarter * 40 + i));
      await ask(owner);
      expect(await signsIn(owner)).toBe(true);
      move(15 * minute);
    }
    expect(mailsTo(owner).length).toBeLessThan(2 * (30 + 12) + 2);
  });

  test('an owner who used the link is mailed another, also while strangers ask', async () => {
    const { app, ask, signsIn } = newApp();
    await signUp(app, owner);
    for (let i = 0; i < 60; i++) await ask(owner, network(i));
    await ask(owner);
    expect(await signsIn(owner)).toBe(true);
    await ask(owner);
    expect(await signsIn(owner)).toBe(true);
  });

  test('count a mailbox once, however its address is spelled', async () => {
    const { app, ask } = newApp();
    for (const email of ['mark@buyer.example', 'Mark@buyer.example', ' MARK@BUYER.EXAMPLE']) await ask(email);
    for (let i = 0; i < 20; i++) await ask(`mark+${i}@buyer.example`);
    expect(app.mails).toHaveLength(5);
    for (const email of ['m.ark@gmail.com', 'ma.rk@gmail.com', 'mark@googlemail.com']) await ask(email);
    for (let i = 0; i < 20; i++) await ask(`mark+${i}@gmail.com`);
    expect(app.mails).toHaveLength(10);
  });

  test('a mail that never went out keeps its owner from no other', async () => {
    const { app, ask, signsIn } = newApp();
    await signUp(app, owner);
    for (let i = 0; i < 60; i++)
      await app.deps.throttles.pass({ scope: 'mail-to', subject: owner, limitPerHour: 30 }, start);
    await app.deps.sessions.putLink('never sent', { email: owner, organization: null, expiresAt: '2099-01-01' });
    await ask(owner);
    expect(await signsIn(owner)).toBe(true);
  });
});

describe('one client', () => {
  test('may ask for 200 mails an hour, for however many addresses, and is then told how long to wait', async () => {
    const { app, ask, move } = newApp();
    move(30 * minute);
    for (let i = 0; i < 200; i++) await app.request('POST', '/v1/login', { body: { email: `a${i}@b${i}.example` } });
    expect(await ask('a200@b.example')).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
      headers: { 'retry-after': '1800' },
    });
    expect((await ask('a201@b.example', '192.0.2.1')).status).toBe(202);
    move(30 * minute);
    expect((await ask('a202@b.example')).status).toBe(202);
  });

  test.each([
    ['an IPv6 /64', (i: number) => `2001:db8:1:2::${(i + 1).toString(16)}`],
    ['IPv4 in IPv6’s clothes', (i: number) => ['192.0.2.9', '::ffff:192.0.2.9', '64:ff9b::192.0.2.9'][i % 3] ?? ''],
    ['6to4', (i: number) => `2002:c000:209:${i.toString(16)}::1`],
  ])('is %s, whichever of its addresses it uses', async (_, addressOf) => {
    const { app } = newApp();
    const statuses = new Map<number, number>();
    for (let i = 0; i < 600; i++) {
      const headers = { 'true-client-ip': addressOf(i) };
      const { status } = await app.request('POST', '/v1/login', { body: { email: `a${i}@b.example` }, headers });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [202, 200],
      [429, 400],
    ]);
  });

  test('is who connected to CloudFront, whatever headers it sends', async () => {
    const { app } = newApp();
    const replies = [];
    for (let i = 0; i < 201; i++) {
      const headers = { 'x-forwarded-for': network(i), forwarded: `for=${network(i)}`, 'x-real-ip': network(i) };
      replies.push(await app.request('POST', '/v1/login', { body: { email: `a${i}@b.example` }, headers }));
    }
    expect(replies.at(-1)?.status).toBe(429);
  });

  test('with many requests at once is granted no more than the limit', async () => {
    const { app } = newApp();
    const ask = (i: number) => app.request('POST', '/v1/login', { body: { email: `a${i}@b.example` } });
    const replies = await Promise.all(Array.from({ length: 250 }, (_, i) => ask(i)));
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(200);
  });
});

describe('mails to addresses without an account', () => {
  test('have one budget, of which one attacker with many addresses leaves room for newcomers', async () => {
    const { app, ask, mailsTo } = newApp({ toUnknown: 40 });
    const attacker = (i: number) => `2001:db8:${(i % 500).toString(16)}:1::1`;
    for (let i = 0; i < 200; i++) await ask(`a${i}@b${i}.example`, attacker(i), '/v1/signup');
    expect(app.mails.length).toBeLessThan(40);
    expect(app.counts.some(({ name }) => name === 'MailBudgetSpent')).toBe(true);
    await ask('new@comer.example', '203.0.113.9', '/v1/signup');
    expect(mailsTo('new@comer.example')).toHaveLength(1);
  });

  test('never pass it, however many networks ask, while accounts go on being mailed', async () => {
    const { app, ask, mailsTo } = newApp({ toUnknown: 40 });
    await signUp(app, owner);
    const before = app.mails.length;
    for (let i = 0; i < 300; i++) await ask(`a${i}@b${i}.example`, network(i), '/v1/signup');
    expect(app.mails.length - before).toBeLessThanOrEqual(40);
    await ask(owner);
    expect(mailsTo(owner)).toHaveLength(2);
  });

  test('take at most a tenth of it from one site', async () => {
    const { app, ask } = newApp({ toUnknown: 100 });
    for (let i = 0; i < 60; i++) await ask(`a${i}@b${i}.example`, `192.0.2.${i}`, '/v1/signup');
    expect(app.mails).toHaveLength(10);
  });

  test('are counted once a message, however often the queue hands it out', async () => {
    const { app, ask } = newApp({ toUnknown: 10 });
    const message = {
      template: 'sign_in',
      language: 'en',
      organization: 'Test Ltd',
      isOverLimit: false,
      askedFrom: { site: '192.0.2.0/24', provider: '192.0.0.0/16' },
    } as const;
    const { throttles } = app.deps;
    expect(await throttles.first({ scope: 'mail-unknown', subject: 'message-1' }, start)).toBe(true);
    app.mailQueue.put({ ...message, email: 'a@b.example' });
    await app.drain();
    expect(app.mails).toHaveLength(1);
    await ask('c@d.example', '192.0.2.1', '/v1/signup');
    expect(app.mails).toHaveLength(2);
  });

  test('go to no domain that takes none, and an account of such a domain is still mailed', async () => {
    let takes = true;
    const asked: string[] = [];
    const { app, ask, mailsTo } = newApp({
      takesMail: async (domain) => {
        asked.push(domain);
        return takes;
      },
    });
    await signUp(app, owner);
    takes = false;
    expect((await ask('nobody@typo.example', home, '/v1/signup')).status).toBe(202);
    expect(mailsTo('nobody@typo.example')).toHaveLength(0);
    await ask(owner);
    expect(mailsTo(owner)).toHaveLength(2);
    expect(asked).toEqual(['buyer.example', 'typo.example']);
  });
});

const stepsOver = (table: Table, steps: string[]): Table =>
  new Proxy(table, {
    get:
      (target, name: keyof Table) =>
      (...given: unknown[]) => {
        steps.push(name);
        return (target[name] as (...given: unknown[]) => unknown)(...given);
      },
  });

test('an instance that refused once in an hour asks the table no more', async () => {
  const table = memoryTable();
  const steps: string[] = [];
  const { throttles } = assemble({
    table: stepsOver(table, steps),
    stripe: {} as StripeGateway,
    now: () => start,
  }).deps;
  for (let i = 0; i < 100; i++) await throttles.pass({ scope: 'any', subject: 'flood', limitPerHour: 3 }, start);
  expect(steps).toHaveLength(4);
});
