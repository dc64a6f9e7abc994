import { beforeAll, describe, expect, test } from 'vitest';
import type {
  AccountView,
  AffiliatesView,
  AffiliateView,
  AffiliationView,
  ChangeView,
  DomainProofView,
  InvoiceView,
  Listing,
  PublicBadgeView,
  SeatsPreviewView,
} from '../../shared/http/views.ts';
import { call, cards, freshEmail, local, type Person, payWith, post, signUp, worldUrl } from '../support/client.ts';

const acme = `acme_${process.pid}`;
const bob = `bob_${process.pid}`;
const site = `${acme.replace('_', '-')}.example`;
const path = `/v1/badges/${acme}`;
const daySeconds = 86_400;
const acmeEmail = freshEmail('acme');
const bobEmail = freshEmail('bob');
let organization: Person;
let affiliate: Person;
let affiliation: string;

/** Signs everybody in again, because a session ends sooner than this journey. */
async function everybodySignsIn(): Promise<void> {
  organization = await signUp(acmeEmail);
  affiliate = await signUp(bobEmail);
}
beforeAll(everybodySignsIn);

async function decide(decision: string): Promise<number> {
  const operator = await signUp('operator@example.com');
  return (await operator.send('POST', `/v1/admin/badges/${acme}/${decision}`, { reason: 'reviewed' })).status;
}
const shown = async (handle: string) => (await call<PublicBadgeView>(`/badges/${handle}.json`)).body;
const statuses = async () => [(await shown(acme)).status, (await shown(bob)).status];
const pageOf = async (handle: string) => (await fetch(new URL(`/badges/${handle}`, worldUrl()))).text();
const seats = async () => (await organization.get<AffiliatesView>(`${path}/affiliates`)).body.seats;
const charged = async () =>
  (await organization.get<Listing<InvoiceView>>('/v1/invoices')).body.data.map(({ amountMinor, status }) => [
    amountMinor,
    status,
  ]);

/** Buys the organization's badge with a number of affiliates. */
async function pay(affiliates: number) {
  const wish = { price: 'verified_organization_monthly', affiliates };
  const { body, status } = await organization.send<{ url: string }>('POST', '/v1/checkout', wish);
  expect(status).toBe(201);
  expect((await payWith(body.url, cards.good)).status).toBe(303);
  await local.advance(0);
  const account = await organization.get<AccountView>('/v1/account');
  return account.body.subscriptions.find(({ badge, status: stands }) => badge !== null && stands === 'active')!;
}

async function setTxt(records: string[] | null): Promise<void> {
  const { body } = await organization.get<DomainProofView>(`${path}/domain`);
  expect((await post('/__local/dns', { name: body.record.name, records: records && [body.record.value] })).status).toBe(
    200,
  );
}
const check = () => organization.send<DomainProofView>('POST', `${path}/domain/check`);

describe('an organization and one of its people', () => {
  let subscription: Awaited<ReturnType<typeof pay>>;

  test('it pays for itself and a seat, and is approved once its domain is proven', async () => {
    subscription = await pay(1);
    expect(subscription).toMatchObject({ badge: 'verified_organization', affiliates: 1 });
    expect(await charged()).toEqual([[1_050_00, 'paid']]);
    const profile = { kind: 'organization', handle: acme, displayName: 'Acme Ltd', url: `https://${site}/` };
    expect((await organization.send('POST', '/v1/badges', profile)).status).toBe(201);
    expect(await decide('approve')).toBe(409);
    expect((await check()).body).toMatchObject({ domain: site, state: 'unproven', found: 'no_record' });
    await setTxt([]);
    expect((await check()).body).toMatchObject({ state: 'proven', found: 'record' });
    expect(await decide('approve')).toBe(200);
    expect(await shown(acme)).toMatchObject({ verified: true, kind: 'organization', provenDomain: site });
  });

  test('it invites by mail; who is invited accepts, and is shown as one of its people', async () => {
    expect((await organization.send('POST', `${path}/affiliates`, { email: bobEmail })).status).toBe(201);
    await local.advance(0);
    const mail = (await local.mail()).find(({ to, subject }) => to === bobEmail && subject.includes('affiliate'));
    expect(mail?.text).toContain('Acme Ltd');
    const [invitation] = (await affiliate.get<Listing<AffiliationView>>('/v1/affiliations')).body.data;
    affiliation = invitation!.id;
    expect(invitation).toMatchObject({ state: 'invited', organization: { handle: acme, verified: true } });
    const profile = { handle: bob, displayName: 'Bob of Acme', url: 'https://bob.example/' };
    expect((await affiliate.send('POST', `/v1/affiliations/${affiliation}/accept`, profile)).status).toBe(201);
    expect(await shown(bob)).toMatchObject({ verified: true, kind: 'person', parent: acme });
    expect(await pageOf(bob)).toContain(`<a href="/badges/${acme}">`);
    expect(await seats()).toMatchObject({ paid: 1, used: 1 });
  });

  test('another name is not shown until the organization confirms it', async () => {
    await affiliate.send('PATCH', `/v1/badges/${bob}`, { displayName: 'Robert of Acme' });
    expect(await statuses()).toEqual(['verified', 'suspended']);
    const { toConfirm } = (await organization.get<AffiliatesView>(`${path}/affiliates`)).body.data[0]!;
    const confirm = `${path}/affiliates/${affiliation}/confirm`;
    const confirmed = await organization.send<AffiliateView>('POST', confirm, { version: toConfirm!.version });
    expect(confirmed.body).toMatchObject({ displayName: 'Robert of Acme', status: 'verified' });
    expect(await shown(bob)).toMatchObject({ verified: true, displayName: 'Robert of Acme' });
  });

  test('another seat costs what the preview says, to the cent, and the next period both', async () => {
    await local.advance(10 * daySeconds);
    await everybodySignsIn();
    expect((await organization.send('POST', `${path}/affiliates`, { email: 'eve@acme.example' })).status).toBe(409);
    const preview = await organization.send<SeatsPreviewView>('POST', `${path}/affiliates/seats/preview`, { seats: 2 });
    const { prorationAt, due } = preview.body;
    const [start, end, from] = [subscription.periodStart, subscription.periodEnd, prorationAt!].map(Date.parse);
    const restOf = (seats: number) => Math.round((seats * 50_00 * (end! - from!)) / (end! - start!));
    expect(due).toEqual({ amountMinor: restOf(2) - restOf(1), currency: 'usd' });
    const wish = { seats: 2, prorationAt };
    const changed = await organization.send<ChangeView>('PUT', `${path}/affiliates/seats`, wish);
    expect(changed.body).toMatchObject({ outcome: 'changed', subscription: { affiliates: 2 } });
    const bought = [
      [due!.amountMinor, 'paid'],
      [1_050_00, 'paid'],
    ];
    expect(await charged()).toEqual(bought);
    expect(await seats()).toMatchObject({ paid: 2, used: 1 });
    const { now } = await local.status();
    await local.advance((end! - Date.parse(now)) / 1000 + 2 * 3600);
    await everybodySignsIn();
    expect(await charged()).toEqual([[1_100_00, 'paid'], ...bought]);
    expect(await statuses()).toEqual(['verified', 'verified']);
  });

  test('with its subscription both marks end at once, and are back when it is paid for again', async () => {
    await organization.send('POST', '/v1/subscription/cancel', { subscription: subscription.id, when: 'now' });
    await local.advance(0);
    expect(await statuses()).toEqual(['expired', 'expired']);
    await pay(1);
    expect(await statuses()).toEqual(['verified', 'verified']);
  });

  test('with the proof of its domain both marks are suspended, and are back when it is proven again', async () => {
    await setTxt(null);
    // The job runs once a day while the clock moves. The first failed check takes up to two days; then come seven more, and one for milliseconds.
    await local.advance(10 * daySeconds);
    expect(await statuses()).toEqual(['suspended', 'suspended']);
    await everybodySignsIn();
    await setTxt([]);
    expect((await check()).body).toMatchObject({ state: 'proven' });
    expect(await statuses()).toEqual(['verified', 'verified']);
  });
});
