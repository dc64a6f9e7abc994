import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { InvoiceView, Listing, UsageView } from '../../shared/http/views.ts';
import { acceptLicences, buy, call, freshEmail, local, newKey, post, read, signUp } from '../support/client.ts';

type File = { readonly url: string; readonly records: number };

const wholeDataset = 20_000;
const daySeconds = 86_400;

test('overage from exports, after calls that another server verified, is on the renewal’s invoice to the cent', async () => {
  const email = freshEmail('overage');
  const buyer = await signUp(email);
  await buy(buyer, 'pro');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  const exported = async (query: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    const reply = await call<File>(`/data/posts/export?fields=id${query}`, { method: 'POST', headers });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('tollgate-cost')).toBe(String(reply.body.records));
    return reply.body;
  };
  const service = { authorization: `Bearer ${(await local.status()).serviceKey}` };
  let served = 0;
  while (served < 900_000) {
    const verified = await post('/v1/verify', { key: secret, dataset: 'posts', units: 100_000 }, service);
    expect(verified).toMatchObject({ status: 200, body: { allowed: true } });
    served += 100_000;
  }
  while (served < 1_000_000) served += (await exported('')).records;
  expect(served % wholeDataset).toBe(0);
  const last = await exported('&limit=11500');
  const file = gunzipSync(Buffer.from(await (await fetch(last.url)).arrayBuffer())).toString();
  expect(file.trim().split('\n')).toHaveLength(11_500);

  await local.advance(0);
  expect((await read<UsageView>('/v1/usage/current', secret)).body).toMatchObject({ used: 1_011_500, remaining: 0 });
  await local.advance(32 * daySeconds);
  const again = await signUp(email);
  const invoices = (await again.get<Listing<InvoiceView>>('/v1/invoices')).body.data;
  expect(invoices.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
    ['paid', 5_000_00 + 12 * 5_00],
    ['paid', 5_000_00],
  ]);
});
