import { afterEach, expect, test } from 'vitest';
import type { AccountView, UsageView } from '../../shared/http/views.ts';
import { acceptLicences, cards, freshEmail, local, newKey, payWith, read, signUp } from '../support/client.ts';

type Page = { data: { id: string }[]; cursor?: string };

afterEach(() => local.faults({}));

/** A change is known in every instance after 2 s. */
const everyInstanceKnowsSeconds = 3;

test('a buyer without a subscription buys credit, reads it to the end, is refused, buys more and reads on; refunded, what is left goes', async () => {
  const buyer = await signUp(freshEmail('credit'));
  const topUp = async (packs: number) => {
    const { status, body } = await buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', { packs });
    expect(status).toBe(201);
    expect((await payWith(body.url, cards.good)).status).toBe(303);
    await local.advance(everyInstanceKnowsSeconds);
  };
  await topUp(2);
  expect((await buyer.get<AccountView>('/v1/account')).body).toMatchObject({
    subscriptions: [],
    entitlement: { access: 'full', accessUntil: null, plans: ['pay_per_use'], credit: 2_000, periodStart: null },
  });
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);

  const first = await read<Page>('/data/films?limit=1000', secret);
  expect(first.headers.get('tollgate-cost')).toBe('1000');
  expect(first.headers.get('tollgate-remaining')).toBe('1000');
  expect(first.headers.get('ratelimit-policy')).toMatch(/^"credit";q=2000;qu="records"(,|$)/);
  expect(first.headers.get('ratelimit')).toMatch(/^"credit";r=1000(,|$)/);
  let served = 1_000;
  const after = (page: { body: Page }) =>
    read<Page>(`/data/films?limit=400&cursor=${encodeURIComponent(page.body.cursor ?? '')}`, secret);
  for (let page = await after(first); page.status === 200; ) {
    served += page.body.data.length;
    page = await after(page);
    if (page.status !== 200) expect(page).toMatchObject({ status: 402, body: { code: 'credit_exhausted' } });
  }
  expect(served).toBeLessThanOrEqual(2_000);
  expect(served).toBeGreaterThan(1_900);
  await local.advance(0);
  const used = await buyer.get<UsageView>('/v1/usage?by=dataset');
  expect(used.body).toMatchObject({
    credit: { bought: 2_000, used: served },
    data: [{ bucket: 'films', units: served }],
  });
  const { remaining = 0, held = 0, unusable = 0 } = used.body.credit ?? {};
  expect(remaining + held + unusable).toBe(2_000 - served);

  await topUp(4);
  const again = await read<Page>('/data/films?limit=1000', secret);
  expect(again.headers.get('tollgate-cost')).toBe('1000');
  expect(Number(again.headers.get('tollgate-remaining'))).toBeGreaterThanOrEqual(2_900);

  const set = await buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits: 4_000, packs: 2 });
  expect(set).toMatchObject({ status: 200, body: { thresholdUnits: 4_000, packs: 2 } });
  await local.advance(everyInstanceKnowsSeconds);
  const credit = async () => (await buyer.get<AccountView>('/v1/account')).body.entitlement.credit;
  expect(await credit()).toBe(8_000);

  const [customer] = await listed(`customers?email=${encodeURIComponent(buyer.email)}`);
  const charges = await listed(`charges?customer=${customer!.id}`);
  expect(charges.map(({ amount }) => amount)).toEqual([40_00, 80_00, 40_00]);
  expect((await atStripe('refunds', new URLSearchParams({ charge: charges[1]!.id }))).status).toBe(200);
  await local.advance(everyInstanceKnowsSeconds);
  expect(await credit()).toBe(4_000);
});

test('records that are read again on a day are credited within minutes, and the credit is there to read with', async () => {
  const buyer = await signUp(freshEmail('repeats'));
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', { packs: 2 });
  await payWith(body.url, cards.good);
  await local.advance(everyInstanceKnowsSeconds);
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  for (const path of ['/data/films?limit=300', '/data/films?limit=300', '/data/films?limit=200'])
    expect((await read<Page>(path, secret)).status).toBe(200);
  await local.advance(0);
  await local.advance(20 * 60);
  const used = await buyer.get<UsageView>('/v1/usage?by=key');
  expect(used.body.credit).toMatchObject({ bought: 2_000, used: 300, remaining: 1_700, held: 0, unusable: 0 });
  expect(used.body.data).toContainEqual({
    bucket: 'repeats',
    ...{ units: -500, requests: 0, served: 0, credited: 500, refused: 0 },
  });
});

async function atStripe(path: string, body?: URLSearchParams): Promise<Response> {
  const { apiBase, secretKey } = (await local.status()).stripe;
  const headers = { authorization: `Bearer ${secretKey}` };
  return fetch(`${apiBase}/v1/${path}`, { headers, ...(body && { method: 'POST', body }) });
}

const listed = async (path: string) =>
  ((await (await atStripe(path)).json()) as { data: { id: string; amount?: number }[] }).data;
