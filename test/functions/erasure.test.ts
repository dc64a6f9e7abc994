import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { useCasesPartition } from '../../shared/storage/apps/app-keys.ts';
import { factBoxPartition } from '../../shared/storage/evidence/evidence-item-keys.ts';
import { acceptancePartition } from '../../shared/storage/item-keys.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import { deliveryPartition } from '../../shared/storage/webhooks/webhook-keys.ts';
import catalog from '../../tollgate.config.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { livedRichly, personal, worldOf } from './rich-life.ts';

let stripe: TestStripe;
let world: ReturnType<typeof worldOf>;
let lived: Awaited<ReturnType<typeof livedRichly>>;
let before: readonly Item[];
let after: readonly Item[];
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  world = worldOf(stripe);
  lived = await livedRichly(world);
  before = await world.items();
  expect((await lived.buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await world.settle();
  await world.settle();
  await world.app.reconcile();
  await world.app.mergeUsage();
  after = await world.items();
}, 240_000);
afterAll(() => stripe.stop());

/** Stripe alone has these: they pass through, and were never in the table. */
const neverHere = ['company', 'street', 'vatId'];

/** For each text the items that say it anywhere, by their keys; texts that no item says are left out. */
function saying(items: readonly Item[], texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const found = Object.entries(texts).map(([name, text]) => {
    const says = (item: Item) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase());
    return [name, items.filter(says).map(({ pk, sk }) => `${pk} ${sk}`)] as const;
  });
  return Object.fromEntries(found.filter(([, keys]) => keys.length > 0));
}

/**
 * An acceptance may say who gave it, as what, and for whom. A use case may say what was declared. A fact of the ledger may name the organization
 * and what was declared, and no person. Nothing else is taken out.
 */
function withoutWhatLicencesKeep(item: Item): Item {
  if (item.pk === factBoxPartition) {
    const { organizationName: _, appName: __, purpose: ___, shownAt: ____, ...fact } = JSON.parse(String(item.line));
    return { ...item, line: JSON.stringify(fact) };
  }
  if (item.pk === acceptancePartition(lived.id) && item.sk.startsWith('LICENCE#'))
    return { ...item, name: '', role: '', organization: '' };
  return item.pk === useCasesPartition(lived.id) ? { ...item, appName: '', purpose: '', shownAt: '' } : item;
}

test('no item of the table says anything of a deleted person, whatever they had; but acceptances and use cases what they are kept for', () => {
  const known = Object.keys(personal).filter((name) => !neverHere.includes(name));
  expect(Object.keys(saying(before, personal))).toEqual(known);
  expect(saying(after.map(withoutWhatLicencesKeep), personal)).toEqual({});
});

test('nothing of a deleted person’s card or the pages of their invoices is kept, also after Stripe was compared with', () => {
  const traces = { card: '"last4"', invoicePage: '/i/in_' };
  const ofThem = (items: readonly Item[]) => items.filter((item) => JSON.stringify(item).includes(lived.id));
  expect(Object.keys(saying(ofThem(before), traces))).toEqual(['card', 'invoicePage']);
  expect(saying(ofThem(after), traces)).toEqual({});
});

test('a kept acceptance of a deleted person says name, role, organization, time and the text’s hash, and ends by itself', () => {
  const kept = after.filter(({ pk, sk }) => pk === acceptancePartition(lived.id) && sk.startsWith('LICENCE#'));
  expect(kept).toHaveLength(catalog.publishedLicences.length);
  const { name, role, organization } = personal;
  for (const item of kept) expect(item).toMatchObject({ name, role, organization, email: '', address: '' });
  for (const { sk, sha256, at, ttl } of kept)
    expect([sk.endsWith(String(sha256)), String(at) > '2026-11-24', Number(ttl) > 0]).toEqual([true, true, true]);
});

test('the use cases of a deleted organization stay as they were declared, name no member, and end with its acceptances', () => {
  const kept = after.filter(({ pk }) => pk === useCasesPartition(lived.id));
  const ends = after.find(({ pk }) => pk === acceptancePartition(lived.id))?.ttl;
  expect(kept.filter(({ sha256 }) => sha256 !== undefined)).toMatchObject([
    { appName: personal.appName, purpose: personal.appPurpose, shownAt: `https://${personal.appUrl}/` },
  ]);
  for (const item of kept) expect([item.ttl, item.listPk]).toEqual([ends, undefined]);
  expect(saying(kept, { email: personal.email, name: personal.name })).toEqual({});
});

test('operators are told that a deleted holder’s badges are revoked, by the account alone', () => {
  const bodies = world.receivers.received.filter(({ url }) => url === 'https://operators.example/in');
  const last = bodies.slice(-3).map(({ body }) => JSON.parse(body));
  for (const event of last)
    expect(event).toMatchObject({
      type: 'badge.revoked',
      data: { accountId: lived.id, handle: null, displayName: null },
    });
});

test('nobody gets a handle of a deleted holder, nor a look-alike of it, also one that they had moved away from', async () => {
  const squatter = await signUp(world.app, 'squatter@elsewhere.example');
  const { oldHandle, handle, organizationHandle, affiliateHandle } = personal;
  for (const wanted of [
    oldHandle,
    handle,
    organizationHandle,
    affiliateHandle,
    `${handle.slice(0, 3)}_${handle.slice(3)}`,
  ]) {
    const profile = { kind: 'person', handle: wanted, displayName: 'Somebody', url: 'https://elsewhere.example/' };
    const reply = await squatter.send('POST', '/v1/badges', profile);
    expect([wanted, reply.status, reply.body.code]).toEqual([wanted, 409, 'handle_taken']);
  }
});

test('the address of a deleted person is free, and stays unmailed while it bounces', async () => {
  const { email } = personal;
  expect(await world.app.deps.accounts.findByEmail(email)).toBeNull();
  expect(await world.app.deps.suppressions.find(email)).toMatchObject({ reason: 'bounce', detail: '' });
});

test('deleting an account deletes its webhook events, even if it never had a badge', async () => {
  const plain = await signUp(world.app, 'plain@elsewhere.example');
  const { id } = (await plain.get<AccountView>('/v1/account')).body;
  const hook = await plain.send<{ id: string }>('POST', '/v1/webhooks', { url: 'https://plain.elsewhere.example/in' });
  await plain.send('POST', `/v1/webhooks/${hook.body.id}/test`);
  await world.settle();
  const told = async () =>
    (await world.items()).filter(({ pk, sk }) => pk === deliveryPartition(id) && /^(EVENT|DELIVERY)#/.test(sk));
  expect((await told()).length).toBeGreaterThan(1);
  await plain.send('DELETE', '/v1/account');
  await world.settle();
  expect(await told()).toEqual([]);
});
