import { beforeAll, describe, expect, test } from 'vitest';
import type { Listing, PublicBadgeView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  call,
  freshEmail,
  local,
  newKey,
  type Person,
  read,
  signUp,
  worldUrl,
} from '../support/client.ts';
import { customerOf, payOpenInvoices, useCard } from '../support/stripe-client.ts';
import { type Verdict, verify } from '../support/verifier/verify.ts';

const daySeconds = 86_400;
const handle = `life_${process.pid}`;
let operator: Person;
let platformKey: string;

const textAt = async (path: string) => (await fetch(new URL(path, worldUrl()))).text();
const statusAt = async (path: string) => (await fetch(new URL(path, worldUrl()))).status;
const statesRead = () => read<Listing<PublicBadgeView>>(`/v1/badges/states?handle=${handle}`, platformKey);

/** The PNG drawn when the badge was first shown; a mark in another state is drawn differently. */
let markOfVerified: string | undefined;
async function isMarkOfVerified(response: Response): Promise<boolean> {
  if (response.status !== 200) return false;
  const drawn = Buffer.from(await response.arrayBuffer()).toString('base64');
  markOfVerified ??= drawn;
  return drawn === markOfVerified;
}

/** The places that show a badge, and how to see there that it is verified. */
const places: Readonly<Record<string, () => Promise<boolean>>> = {
  json: async () => (await call<PublicBadgeView>(`/badges/${handle}.json`)).body.verified === true,
  svg: async () => /verified/i.test(await textAt(`/badges/${handle}.svg`)),
  png: async () => isMarkOfVerified(await fetch(new URL(`/badges/${handle}.png`, worldUrl()))),
  page: async () => /verified/i.test(await textAt(`/badges/${handle}`)),
  directory: async () => (await textAt(`/badges?q=${handle}`)).includes(`href="/badges/${handle}"`),
  bulk: async () => (await statesRead()).body.data[0]?.verified === true,
  credential: async () => (await statusAt(`/badges/${handle}/credential`)) === 200,
  'baked SVG': async () => (await statusAt(`/badges/${handle}/credential.svg`)) === 200,
  'baked PNG': async () => (await statusAt(`/badges/${handle}/credential.png`)) === 200,
};

/** The places that change immediately: all except the directory, which `badge-looks` updates within two minutes. */
const atOnce = Object.keys(places).filter((place) => place !== 'directory');

/** The places that show the badge now. */
async function shownIn(): Promise<string[]> {
  const shown = await Promise.all(
    Object.entries(places).map(async ([place, isShown]) => ((await isShown()) ? [place] : [])),
  );
  return shown.flat();
}

/** The verdict of a verifier that has only the specifications, on a document at an address or a stored one. */
async function verdictOn(presented: string | Uint8Array): Promise<Pick<Verdict, 'verified' | 'fault'>> {
  const now = new Date((await local.status()).now);
  const { verified, fault } = await verify({ fetch, now: () => now }, presented);
  return { verified, fault };
}
const verified = { verified: true, fault: null };
const address = () => `${worldUrl()}/badges/${handle}/credential`;
const kept = async () => (await call<string>(`/badges/${handle}/credential`)).body;
const decide = async (decision: string) => {
  const reply = await operator.send('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: 'reviewed' });
  expect(reply.status).toBe(200);
};

beforeAll(async () => {
  operator = await signUp('operator@example.com');
  const platform = await signUp(freshEmail('platform'));
  await acceptLicences(platform);
  platformKey = (await newKey(platform, 'test')).secret;
});

describe('the life of a badge, judged by a verifier that knows the specifications only', () => {
  test('goes from application over suspension, grace and end to payment, and everything agrees at each step', async () => {
    const email = freshEmail('life');
    const holder = await signUp(email);
    const profile = { kind: 'person', handle, displayName: 'Ada Lovelace', url: 'https://ada.example' };
    expect((await holder.send('POST', '/v1/badges', profile)).status).toBe(201);
    expect(await shownIn()).toEqual([]);
    const { periodEnd } = await buy(holder, 'verified');
    expect(await shownIn()).toEqual([]);

    await decide('approve');
    await local.advance(0);
    expect(await shownIn()).toEqual(expect.arrayContaining(atOnce));
    await local.advance(120);
    expect(await shownIn()).toEqual(Object.keys(places));
    expect(await verdictOn(address())).toEqual(verified);
    const first = await kept();
    const baked = Buffer.from(await (await fetch(`${address()}.svg`)).arrayBuffer());
    expect(await verdictOn(baked)).toEqual(verified);

    await holder.send('PATCH', `/v1/badges/${handle}`, { displayName: 'Ada King' });
    await local.advance(300);
    expect(await shownIn()).toEqual([]);
    expect(await verdictOn(first)).toEqual({ verified: false, fault: 'is suspended' });
    expect(await verdictOn(baked)).toEqual({ verified: false, fault: 'is suspended' });

    await decide('approve');
    await local.advance(120);
    expect(await shownIn()).toEqual(Object.keys(places));
    expect(await verdictOn(address())).toEqual(verified);
    expect(await verdictOn(first)).toEqual({ verified: false, fault: 'is revoked' });

    const customer = await customerOf(email);
    await useCard(customer, 'pm_card_chargeCustomerFail');
    const { now } = await local.advance(0);
    await local.advance((Date.parse(periodEnd) - Date.parse(now)) / 1000 + 2 * 3600);
    expect((await call<PublicBadgeView>(`/badges/${handle}.json`)).body).toMatchObject({ verified: true });
    expect(await shownIn()).toEqual(Object.keys(places));
    const inGrace = await kept();
    expect(await verdictOn(inGrace)).toEqual(verified);

    await local.advance(8 * daySeconds);
    expect((await call<PublicBadgeView>(`/badges/${handle}.json`)).body).toMatchObject({ status: 'expired' });
    expect(await shownIn()).toEqual([]);
    expect((await verdictOn(inGrace)).verified).toBe(false);

    await useCard(customer, 'pm_card_visa');
    await payOpenInvoices(customer);
    await local.advance(120);
    expect(await shownIn()).toEqual(Object.keys(places));
    expect(await verdictOn(address())).toEqual(verified);
    expect((await verdictOn(first)).fault).not.toBeNull();

    const last = await kept();
    operator = await signUp('operator@example.com');
    const revoked = await operator.send('POST', `/v1/admin/badges/${handle}/revoke`, { reason: 'Impersonation.' });
    expect(revoked.status).toBe(200);
    await local.advance(120);
    expect(await shownIn()).toEqual([]);
    expect(await verdictOn(last)).toEqual({ verified: false, fault: 'is revoked' });
  });
});
