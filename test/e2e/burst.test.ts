import { expect, test } from 'vitest';
import type { UsageView } from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, newKey, read, signUp } from '../support/client.ts';

const calls = 150;
const records = 2;

test('a burst that stops within a quota is shown whole 15 s after its last call, though nobody calls again', async () => {
  const buyer = await signUp(freshEmail('burst'));
  await buy(buyer, 'pro');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  for (let made = 0; made < calls; made++) {
    const { status } = await read(`/data/posts?limit=${records}`, secret);
    expect(status).toBe(200);
  }
  await local.advance(15);
  const usage = await buyer.get<UsageView>('/v1/usage?by=key');
  expect(usage.body.data).toMatchObject([{ units: calls * records, requests: calls }]);
});
