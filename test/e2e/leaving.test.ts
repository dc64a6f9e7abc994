import { expect, test } from 'vitest';
import type { AccountView, ExportView, InvoiceView, Listing } from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, newKey, post, read, signUp } from '../support/client.ts';

test('a buyer takes everything along, deletes the account, is told, and can do nothing with it any more; the address starts anew', async () => {
  const email = freshEmail('leaving');
  const buyer = await signUp(email);
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  await read('/data/posts?limit=3', secret);

  const invoices = await buyer.get<Listing<InvoiceView>>('/v1/invoices');
  expect(invoices.body.data).toMatchObject([{ status: 'paid', amountMinor: 10_000, currency: 'usd' }]);
  await post('/__local/jobs/usage-merge', {});
  const exported = await buyer.get<ExportView>('/v1/account/export');
  expect(exported.headers.get('content-disposition')).toBe('attachment; filename="account-export.json"');
  expect(exported.body).toMatchObject({ profile: { account: { email } }, usage: [{ units: 3 }] });

  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await local.advance(3);
  expect((await buyer.get('/v1/account')).status).toBe(401);
  expect(await read('/data/posts?limit=1', secret)).toMatchObject({ status: 401, body: { code: 'key_invalid' } });
  const mail = (await local.mail()).find(({ to }) => to === email);
  expect(mail?.subject).toMatch(/ has been deleted$/);

  const again = await signUp(email);
  const account = await again.get<AccountView>('/v1/account');
  expect(account.body).toMatchObject({ email, subscriptions: [], entitlement: { access: 'none' } });
  expect(account.body.id).not.toBe(exported.body.profile?.account.id);
});
