/** The invoices of any organization, as operators read them, at the simulator of Stripe. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceView, Listing } from '../../../shared/http/views.ts';
import { signUp } from '../../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../../support/app-stripe.ts';
import { buyerAtStripe } from '../at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

test('are those that the buyer sees, and no line of a trail is written', async () => {
  const at = await buyerAtStripe(stripe);
  const operator = await signUp(at.app, 'operator@example.com');
  const path = `/v1/admin/accounts/${at.id}/billing/invoices`;
  const before = await at.trail();
  const { status, body } = await operator.get<Listing<InvoiceView>>(path);
  expect([status, body]).toEqual([200, (await at.buyer.get<Listing<InvoiceView>>('/v1/invoices')).body]);
  expect(body.data).toMatchObject([{ status: 'paid', currency: 'usd' }]);
  expect(await at.trail()).toEqual(before);
  for (const query of ['?kind=paid', '?cursor=in_none', '?limit=0'])
    expect([query, (await operator.get(path + query)).status]).toEqual([query, 400]);
  expect((await at.buyer.get(path)).status).toBe(403);
});

test('are none for an organization that never went to a checkout, and not found for one that is not there', async () => {
  const at = await buyerAtStripe(stripe);
  const operator = await signUp(at.app, 'operator@example.com');
  await signUp(at.app, 'new@buyer.example');
  const { id } = (await at.app.deps.accounts.findByEmail('new@buyer.example'))!;
  const read = (of: string) => operator.get<Listing<InvoiceView>>(`/v1/admin/accounts/${of}/billing/invoices`);
  expect((await read(id)).body.data).toEqual([]);
  expect((await read('nobody')).status).toBe(404);
});
