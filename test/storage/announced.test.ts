/**
 * A write that changes what instances may have cached of a caller is announced to every instance, in the same transaction or not at all.
 */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultApp } from '../../shared/domain/apps/app.ts';
import { newUseCase } from '../../shared/domain/apps/use-case.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { accountKey, changesKey } from '../../shared/storage/item-keys.ts';
import { browserKeysOver } from '../../shared/storage/keys/browser-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table, Write } from '../../shared/storage/table/table.ts';
import { repositoriesOver } from '../support/app-repositories.ts';

const accountId = 'acc_1';
const at = '2026-11-24T12:00:00.000Z';
const audit = { id: 'line', accountId, at, action: 'test', actor: 'tollgate' as const, detail: {} };
const key = (id: string): ApiKey => ({
  id,
  accountId,
  label: id,
  environment: 'live',
  start: 'tg_live_abcd',
  app: 'default',
  scopes: [],
  cidrs: [],
  createdAt: at,
  expiresAt: null,
  revokedAt: null,
});
const shop = { ...defaultApp(accountId, at), id: 'app_a', maxInFlight: 1 };
const shopUse = newUseCase(
  { purpose: 'Prices', audience: null, shownAt: null, training: false, government: false },
  { accountId, app: 'app_a', appName: 'Shop', declaredAt: at },
  'abc',
);
const acceptance = {
  licenceId: 'conversation',
  version: '1',
  sha256: 'f'.repeat(64),
  name: 'Ada',
  role: 'CTO',
  organization: 'Test Ltd',
  email: 'ada@buyer.example',
  address: '192.0.2.1',
  at,
};

const keyOf = (write: Write) =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;
const isHeld = ({ pk }: { readonly pk: string }) => pk.startsWith('ACCESS#') || pk.startsWith('KEY#');
const announces = (write: Write) =>
  'update' in write && write.update.pk === changesKey.pk && write.change.set?.[`a:${accountId}`] !== undefined;

/** The table, and for each write of what instances hold whether it was announced with it. */
function watched(table: Table) {
  const found: boolean[] = [];
  const note = (writes: readonly Write[]) => {
    const changing = writes.filter((write) => !('check' in write));
    if (changing.some((write) => isHeld(keyOf(write)))) found.push(writes.some(announces));
  };
  const seen: Table = {
    ...table,
    put(item, condition) {
      note([{ put: item }]);
      return table.put(item, condition);
    },
    update(at, change, condition) {
      note([{ update: at, change }]);
      return table.update(at, change, condition);
    },
    delete(at, condition) {
      note([{ delete: at }]);
      return table.delete(at, condition);
    },
    transact(writes, options) {
      note(writes);
      return table.transact(writes, options);
    },
  };
  return { seen, found };
}

type Repositories = ReturnType<typeof repositoriesOver>;
type Method<R extends 'apiKeys' | 'apps' | 'useCases' | 'access' | 'spendCaps'> =
  `${R}.${keyof Repositories[R] & string}`;

/** Every method of these repositories: what it writes of what is held, and whether that is announced. */
const methods: Record<
  Method<'apiKeys'> | Method<'apps'> | Method<'useCases'> | Method<'access'> | Method<'spendCaps'>,
  { readonly does: (of: Repositories) => Promise<unknown>; readonly announced: readonly boolean[] }
> = {
  'apiKeys.findByHash': { does: ({ apiKeys }) => apiKeys.findByHash('1:a'), announced: [] },
  'apiKeys.find': { does: ({ apiKeys }) => apiKeys.find(accountId, 'key_a'), announced: [] },
  'apiKeys.listOf': { does: ({ apiKeys }) => apiKeys.listOf(accountId), announced: [] },
  'apiKeys.lineOf': { does: ({ apiKeys }) => apiKeys.lineOf(accountId, 'key_a'), announced: [] },
  'apiKeys.unrotatedOf': { does: ({ apiKeys }) => apiKeys.unrotatedOf(accountId), announced: [] },
  'apiKeys.twinsOf': { does: ({ apiKeys }) => apiKeys.twinsOf(accountId), announced: [] },
  /** A key that is new is held nowhere. */
  'apiKeys.insert': { does: ({ apiKeys }) => insert(apiKeys, 'new'), announced: [false] },
  'apiKeys.rotate': {
    does: ({ apiKeys }) => apiKeys.rotate(key('a'), { key: key('b'), hash: '1:b', expiresAt: at, most: 10, audit }),
    announced: [true],
  },
  'apiKeys.change': {
    does: ({ apiKeys }) => apiKeys.change(key('a'), { scopes: ['posts'] }, audit),
    announced: [true],
  },
  'apiKeys.revoke': { does: ({ apiKeys }) => apiKeys.revoke(key('a'), at, audit), announced: [true] },
  'apiKeys.retire': { does: ({ apiKeys }) => apiKeys.retire(key('a'), audit), announced: [true] },
  'apps.listOf': { does: ({ apps }) => apps.listOf(accountId), announced: [] },
  'apps.find': { does: ({ apps }) => apps.find(accountId, 'app_a'), announced: [] },
  'apps.insert': { does: ({ apps }) => apps.insert(shop, { ...audit, id: 'line-1' }), announced: [true] },
  'apps.change': {
    does: async ({ apps }) => {
      await apps.insert(shop, { ...audit, id: 'line-1' });
      await apps.change(shop, { name: 'Another' }, { ...audit, id: 'line-2' });
      await apps.change(shop, { maxInFlight: 2 }, { ...audit, id: 'line-3' });
    },
    announced: [true, true],
  },
  'apps.remove': {
    does: async ({ apps }) => {
      await apps.insert(shop, { ...audit, id: 'line-1' });
      await apps.remove(accountId, shop.id, { ...audit, id: 'line-2' });
    },
    announced: [true, true],
  },
  'useCases.pageOf': { does: ({ useCases }) => useCases.pageOf(accountId, { limit: 10 }), announced: [] },
  'useCases.currentOf': { does: ({ useCases }) => useCases.currentOf(accountId), announced: [] },
  'useCases.find': { does: ({ useCases }) => useCases.find(shopUse.id), announced: [] },
  'useCases.countedOf': { does: ({ useCases }) => useCases.countedOf([shopUse]), announced: [] },
  'useCases.list': { does: ({ useCases }) => useCases.list({ limit: 10 }), announced: [] },
  'useCases.decide': {
    does: async ({ apps, useCases }) => {
      const idle = { ...shop, maxInFlight: null };
      await apps.insert(idle, { ...audit, id: 'line-1' }, () => ({ useCase: shopUse, asks: true }));
      const decided = { decision: 'approve', reason: 'r', operator: 'o@example.com', at } as const;
      expect(await useCases.decide(shopUse.id, decided, { ...audit, id: 'line-2' })).not.toBeNull();
    },
    announced: [true, true],
  },
  /** The account is leaving: its keys are revoked by then. Admission keeps nothing of it. */
  'useCases.retain': { does: ({ useCases }) => useCases.retain(accountId, at), announced: [] },
  /** The account is leaving: its keys are revoked by then. */
  'apps.forget': { does: ({ apps }) => apps.forget(accountId), announced: [false] },
  'access.read': { does: ({ access }) => access.read(accountId), announced: [] },
  'access.acceptancesOf': { does: ({ access }) => access.acceptancesOf(accountId), announced: [] },
  'access.readPaid': { does: ({ access }) => access.readPaid(accountId), announced: [] },
  'access.readHolder': { does: ({ access }) => access.readHolder(accountId), announced: [] },
  /** The sync announces it, once it stands: see `test/functions/access-changes.test.ts`. */
  'access.grant': { does: ({ access }) => access.grant(accountId, { version: 1, grants: [] }), announced: [false] },
  'access.accept': { does: ({ access }) => access.accept(accountId, acceptance, audit), announced: [true] },
  'access.suspend': { does: ({ access }) => access.suspend(accountId, audit), announced: [true] },
  'access.restore': {
    does: async ({ access }) => {
      await access.suspend(accountId, audit);
      await access.restore(accountId, { ...audit, id: 'line-2' });
    },
    announced: [true, true],
  },
  'access.lastSuspension': { does: ({ access }) => access.lastSuspension(accountId), announced: [] },
  'spendCaps.set': { does: ({ spendCaps }) => spendCaps.set(accountId, null, audit), announced: [true] },
  /** The person's name decides nothing; the acceptance stays. */
  'access.retain': { does: ({ access }) => access.retain(accountId, acceptance, at), announced: [false] },
  'access.hold': { does: ({ access }) => access.hold(accountId, acceptance), announced: [false] },
  /** That the account leaves is heard of by its keys, which are revoked. */
  'access.leave': { does: ({ access }) => access.leave(accountId, at), announced: [false, false] },
};

const insert = (apiKeys: Repositories['apiKeys'], id: string) =>
  apiKeys.insert(key(id), `1:${id}`, { most: 10, audit });

test.each(Object.entries(methods))('%s announces what it changes', async (_name, { does, announced }) => {
  const table = memoryTable();
  await table.put({ ...accountKey(accountId), id: accountId });
  await insert(repositoriesOver(table).apiKeys, 'a');
  const { seen, found } = watched(table);
  await does(repositoriesOver(seen));
  expect(found).toEqual(announced);
});

test('every method of these repositories is among those above', () => {
  const { apiKeys, apps, useCases, access, spendCaps } = repositoriesOver(memoryTable());
  const all = Object.entries({ apiKeys, apps, useCases, access, spendCaps }).flatMap(([name, of]) =>
    Object.keys(of).map((method) => `${name}.${method}`),
  );
  expect(all.toSorted()).toEqual(Object.keys(methods).toSorted());
});

test('only these files know the keys of cached items, so only they can write them', () => {
  const names =
    /\b(grantsKey|suspensionKey|acceptanceKey|spendCapKey|apiKeyKey|appLimitsKey|signersKey|prefixes\.(access|grant|licence|suspension|spendCap|appLimits|signer|key))\b/;
  const users = globSync('{shared,functions,cli,local}/**/*.ts').filter((file) =>
    names.test(readFileSync(file, 'utf8')),
  );
  expect(users.toSorted()).toEqual([
    'shared/storage/accounts/leaving.ts',
    'shared/storage/accounts/organization-rows.ts',
    'shared/storage/apps/app-keys.ts',
    'shared/storage/apps/apps.ts',
    'shared/storage/apps/store-app.ts',
    'shared/storage/apps/use-cases.ts',
    'shared/storage/badges/accept-affiliation.ts',
    'shared/storage/badges/badge-reads.ts',
    'shared/storage/badges/show-again.ts',
    'shared/storage/billing/access-state.ts',
    'shared/storage/billing/access.ts',
    'shared/storage/billing/spend-caps.ts',
    'shared/storage/evidence/evidence-item-keys.ts',
    'shared/storage/evidence/signer-keys.ts',
    'shared/storage/evidence/signers.ts',
    'shared/storage/item-keys.ts',
    'shared/storage/keys/api-keys.ts',
    'shared/storage/keys/browser-keys.ts',
    'shared/storage/keys/key-items.ts',
    'shared/storage/usage/counters.ts',
  ]);
});

test('a browser key that takes the place of another announces it', async () => {
  const table = memoryTable();
  await table.put({ ...accountKey(accountId), id: accountId });
  const own = (hash: string) => ({ hash, personId: 'per_a', audit: { ...audit, id: hash } });
  await browserKeysOver(table).replace(key('first'), own('1:first'));
  const { seen, found } = watched(table);
  expect(await browserKeysOver(seen).replace(key('next'), own('1:next'))).toBe(true);
  expect(found).toEqual([true]);
});

test('a change that is refused announces nothing', async () => {
  const table = memoryTable();
  const { access, changes } = repositoriesOver(table);
  expect(await access.restore(accountId, audit)).toBe(false);
  expect((await changes.read()).version).toBe(0);
});
