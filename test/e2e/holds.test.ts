/** A dispute on the local world: refused requests are shown, a hold keeps the evidence of a deleted organization, and is sealed. */
import { expect, test } from 'vitest';
import type { AccountView, AdminAccountView, CreatedKeyView, Listing, RefusalView } from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, post, read, signUp, worldUrl } from '../support/client.ts';

const sealed = async () => {
  const answer = await fetch(new URL('/.well-known/tollgate/seals?limit=1', worldUrl()));
  const [newest] = ((await answer.json()) as Listing<{ seal: { number: number; entries: number } }>).data;
  return newest?.seal ?? { number: 0, entries: 0 };
};

test('an organization in a dispute is held, deleted and released, and its refused requests and the hold are evidence', async () => {
  const email = freshEmail('held');
  const buyer = await signUp(email);
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  const bound = { label: 'reader', environment: 'live', scopes: ['posts'] };
  const { secret } = (await buyer.send<CreatedKeyView>('POST', '/v1/keys', bound)).body;
  expect((await read('/data/films?limit=1', secret)).status).toBe(403);
  expect((await read('/data/posts?limit=1', secret)).status).toBe(200);
  await local.advance(60);
  await post('/__local/jobs/usage-merge', {});
  const log = (await buyer.get<Listing<RefusalView>>('/v1/refusals')).body.data;
  expect(log).toMatchObject([{ dataset: 'films', reason: 'scope_missing', status: 403, count: 1 }]);
  const byKey = await read<Listing<RefusalView>>('/v1/usage/refusals', secret);
  expect(byKey.body.data).toEqual(log);

  const operator = await signUp('operator@example.com');
  const decide = (decision: string) =>
    operator.send('POST', `/v1/admin/accounts/${id}/${decision}`, { reason: 'A claim about reads' });
  expect((await decide('hold')).status).toBe(204);
  expect((await operator.get<Listing<RefusalView>>(`/v1/admin/accounts/${id}/refusals`)).body.data).toEqual(log);
  expect((await buyer.get<AccountView>('/v1/account')).body.hold).toMatchObject({ reason: 'A claim about reads' });
  const before = await sealed();
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await local.advance(3);
  expect((await buyer.get('/v1/account')).status).toBe(401);
  const mails = (await local.mail()).filter(({ to }) => to === email);
  expect(mails[0]?.text).toContain('under a legal hold');
  expect((await decide('release')).status).toBe(204);
  await local.advance(2 * 3_600);
  await post('/__local/jobs/usage-merge', {});
  await post('/__local/jobs/ledger-seal', {});
  const after = await sealed();
  expect(after.number).toBeGreaterThan(before.number);
  const { data } = (await operator.get<Listing<AdminAccountView>>('/v1/admin/accounts?limit=100')).body;
  expect(data.find((each) => each.id === id)).toMatchObject({ state: 'left', hold: null });
});
