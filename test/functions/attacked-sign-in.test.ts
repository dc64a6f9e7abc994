/** One IPv4 address and one IPv6 /64 attack sign-up and sign-in for an hour, while buyers who are known go on signing in. */
import { expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { softwareAuthenticator } from '../support/app-authenticator.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

const seconds = 3_600;
const attackers = ['198.51.100.66', '2001:db8:bad:1'];
const buyers = ['ada@buyer.example', 'bob@buyer.example', 'cem@buyer.example'];

/** Two buyers sit behind the addresses of the attackers, one elsewhere. */
const addressOf = (i: number) => [attackers[0]!, `${attackers[1]}::9`, '203.0.113.20'][i]!;

type Known = Person & { readonly known: string; readonly address: string };

function attackedApp() {
  const clock = { now: start };
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => clock.now });
  const from = (address: string) => ({ 'true-client-ip': address });
  /** The cookies of a browser as it would send them. */
  const signIn = async (email: string, address: string, cookie?: string) => {
    const asked = await app.request('POST', '/v1/login', { body: { email }, headers: from(address), cookie });
    await app.drain();
    const token = app.mails
      .flatMap(({ to, text }) => (to === email ? [/token=([\w-]+)/.exec(text)?.[1] ?? ''] : []))
      .at(-1);
    const reply = await app.request('POST', '/v1/session', { body: { token }, headers: from(address), cookie });
    return { asked: asked.status, began: reply.status, cookies: reply.cookies };
  };
  return { app, clock, from, signIn };
}

test('known buyers are refused no sign-in, by link or passkey, and unknown addresses get no more mails than their budget', async () => {
  const { app, clock, from, signIn } = attackedApp();
  const known: Known[] = [];
  for (const [i, email] of buyers.entries()) {
    const person = await signUp(app, email);
    const { cookies } = await signIn(email, addressOf(i));
    known.push({ ...person, known: cookies[1]!.split(';')[0]!, address: addressOf(i) });
  }
  const device = softwareAuthenticator(Buffer.from('the passkey of an attacked buyer'));
  const options = await known[0]!.send<{ challenge: string }>('POST', '/v1/passkeys/options', {});
  const response = device.create({ challenge: options.body.challenge });
  expect((await known[0]!.send('POST', '/v1/passkeys', { label: 'laptop', response })).status).toBe(201);

  const before = app.mails.length;
  const began = clock.now.getTime();
  let refusedAttacks = 0;
  const attack = async (second: number, address: string) => {
    const stranger = `x${second}@${second % 7}.stranger.example`;
    const calls = [
      app.request('POST', '/v1/signup', { body: { email: stranger, organization: 'X' }, headers: from(address) }),
      app.request('POST', '/v1/login', { body: { email: buyers[second % 3]! }, headers: from(address) }),
      app.request('POST', '/v1/session/passkey/options', { body: {}, headers: from(address) }),
      app.request('POST', '/v1/session', { body: { token: `guess-${second}` }, headers: from(address) }),
    ];
    for (const { status } of await Promise.all(calls)) refusedAttacks += status === 429 ? 1 : 0;
  };
  for (let second = 0; second < seconds; second += 1) {
    clock.now = new Date(began + second * 1_000);
    await attack(second, attackers[0]!);
    await attack(second, `${attackers[1]}::${(second % 60_000).toString(16)}`);
    if (second % 720 !== 719) continue;
    for (const { email, address, known: cookie } of known) {
      const signedIn = await signIn(email, address, cookie);
      expect(signedIn, `${email} after ${second} s`).toMatchObject({ asked: 202, began: 201 });
    }
    const asked = { headers: from(known[0]!.address), cookie: known[0]!.known };
    const { body } = await app.request<{ challenge: string }>('POST', '/v1/session/passkey/options', {
      body: {},
      ...asked,
    });
    const shown = { body: { response: device.get({ challenge: body.challenge }) }, ...asked };
    expect((await app.request('POST', '/v1/session/passkey', shown)).status).toBe(201);
  }
  await app.drain();
  const toStrangers = app.mails.slice(before).filter(({ to }) => to.endsWith('stranger.example'));
  const { mailsToUnknownPerHour } = catalog.settings.throttles;
  expect(toStrangers.length).toBeGreaterThan(0);
  /** The attack may touch two windows of an hour. */
  expect(toStrangers.length).toBeLessThanOrEqual(2 * mailsToUnknownPerHour);
  expect(refusedAttacks).toBeGreaterThan(seconds);
}, 120_000);

test('a cookie of a known browser is believed with our signature alone, for its own person and until its end', async () => {
  const { app, clock, from, signIn } = attackedApp();
  await signUp(app, buyers[0]);
  const { cookies } = await signIn(buyers[0]!, attackers[0]!);
  const cookie = cookies[1]!.split(';')[0]!;
  expect(cookies[1]).toMatch(/; HttpOnly; Secure; SameSite=Lax; Max-Age=7776000$/);
  const ask = (value?: string) =>
    app.request('POST', '/v1/session/passkey/options', { body: {}, headers: from(attackers[0]!), cookie: value });
  while ((await ask()).status === 200);
  expect((await ask(cookie)).status).toBe(200);
  const [name, value = ''] = cookie.split('=');
  const [person, end, signature] = value.split('.');
  for (const forged of [
    `other.${end}.${signature}`,
    `${person}.${Number(end) + 1}.${signature}`,
    `${person}.${end}.x`,
    'x',
  ])
    expect((await ask(`${name}=${forged}`)).status, forged).toBe(429);
  for (let i = 1; i < 20; i += 1) expect((await ask(cookie)).status).toBe(200);
  expect((await ask(cookie)).status).toBe(429);
  clock.now = new Date(start.getTime() + 91 * 86_400_000);
  while ((await ask()).status === 200);
  expect((await ask(cookie)).status).toBe(429);
});
