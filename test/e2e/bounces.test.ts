import { expect, test } from 'vitest';
import type { AccountView, AuditView, Listing, SuppressionView } from '../../shared/http/views.ts';
import { freshEmail, local, post, signUp } from '../support/client.ts';

const simulator = (name: string) => `${name}+${freshEmail('x').replace(/@.*/, '')}@simulator.amazonses.com`;
const mailsTo = async (email: string) => (await local.mail()).filter(({ to }) => to === email);

test('an address that bounces is suppressed, listed, released, and mailed again; the answers to whoever asks stay the same', async () => {
  const operator = await signUp('operator@example.com');
  const email = simulator('bounce');
  const asked = () => post('/v1/signup', { email, organization: 'Test Ltd' });
  const entry = async () => {
    const { body } = await operator.get<Listing<SuppressionView>>('/v1/admin/suppressions');
    return body.data.find(({ address }) => address === email);
  };

  const first = await asked();
  await local.advance(0);
  const bounced = await entry();
  expect(bounced).toMatchObject({ reason: 'bounce', detail: 'smtp; 550 5.1.1 user unknown', accountId: null });

  const second = await asked();
  await local.advance(60);
  expect([second.status, second.body]).toEqual([first.status, first.body]);
  expect(await entry()).toEqual(bounced);

  const release = () =>
    operator.send('POST', '/v1/admin/suppressions/release', { address: email, reason: 'it works again' });
  expect((await release()).status).toBe(204);
  expect(await entry()).toBeUndefined();
  expect((await release()).status).toBe(404);
  const trail = await operator.get<Listing<AuditView>>('/v1/admin/audit');
  expect(trail.body.data[0]).toMatchObject({ action: 'mail.released', detail: { address: email } });

  await local.advance(60);
  await asked();
  await local.advance(0);
  const again = await entry();
  expect(Date.parse(again?.at ?? '')).toBeGreaterThan(Date.parse(bounced?.at ?? ''));
  expect(await mailsTo(email)).toEqual([]);
});

test('a buyer who calls a mail spam can still sign in, and reads on the account that nothing else is sent', async () => {
  const email = simulator('complaint');
  const buyer = await signUp(email);
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.mailHeldBack).toBe('complaint');
  const before = (await mailsTo(email)).length;
  const again = await signUp(email);
  expect((await again.get<AccountView>('/v1/account')).status).toBe(200);
  expect(await mailsTo(email)).toHaveLength(before + 1);
});

test('an answer that somebody is out of the office suppresses nothing', async () => {
  const buyer = await signUp(simulator('ooto'));
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.mailHeldBack).toBeNull();
});
