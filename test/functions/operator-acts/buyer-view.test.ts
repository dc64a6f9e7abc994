import { beforeEach, describe, expect, test } from 'vitest';
import { changeRole } from '../../../cli/operators/roles.ts';
import { functions } from '../../../infra/functions.ts';
import type { RouteAuthority } from '../../../shared/domain/access/authority.ts';
import type { AccountView, AuditView, Listing } from '../../../shared/http/views.ts';
import { prefixes } from '../../../shared/storage/prefixes.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import catalog from '../../../tollgate.config.ts';
import { type App, assemble } from '../../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';

const another = { email: 'another@example.com', role: 'owner' } as const;

let app: App;
let now: Date;
let written: string[];
let operator: Person;
let buyer: Person;
let id: string;

/** Notes the partition of each write. */
function noting(table: Table): Table {
  return {
    ...table,
    put: (item, condition) => {
      written.push(item.pk);
      return table.put(item, condition);
    },
    update: (key, ...rest) => {
      written.push(key.pk);
      return table.update(key, ...rest);
    },
    transact: (writes) => {
      written.push('a transaction');
      return table.transact(writes);
    },
  };
}

beforeEach(async () => {
  now = start;
  written = [];
  app = assemble({ table: noting(memoryTable()), stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  id = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
});

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const begin = (of = id) =>
  operator.send('POST', `/v1/admin/accounts/${of}/view`, { reason: 'they cannot find their key' });
const end = (of = id) => operator.send('DELETE', `/v1/admin/accounts/${of}/view?reason=done`);
const ask = <T>(method: string, path: string, { of = id, body = undefined as unknown, who = operator } = {}) =>
  app.request<T>(method, path, { cookie: who.cookie, body, headers: { 'tollgate-view': of } });
const see = (of = id) => ask<AccountView>('GET', '/v1/account', { of });
const lines = async () =>
  (await buyer.get<Listing<AuditView>>('/v1/events')).body.data.filter(({ action }) =>
    action.startsWith('account.view'),
  );

const declared = Object.values(functions).flatMap(({ routes }) =>
  typeof routes === 'object' ? (Object.entries(routes) as [string, RouteAuthority][]) : [],
);
const ofSessions = declared.filter(([, { callers }]) => callers === 'person' || typeof callers === 'object');
/** Stripe is away here. A call that the function’s declaration does not grant is no such failure. */
function unlessRefused(error: Error) {
  if (error.message.includes('its declaration does not grant')) throw error;
  return { status: 503 };
}
const filled = (path: string) => path.replaceAll(/\{\w+\}/g, 'x');

test('an operator sees what viewers see, until an hour is over, and the buyer reads in the trail who looks and why', async () => {
  await newKey(buyer, 'test');
  expect((await see()).status).toBe(404);
  const begun = await begin();
  const until = new Date(start.getTime() + 3_600_000).toISOString();
  expect(begun).toMatchObject({ status: 200, body: { accountId: id, until } });
  expect((await see()).body).toMatchObject({
    ...{ id, role: 'viewer', viewsUntil: until, email: 'operator@example.com', organization: 'Test Ltd' },
  });
  const { body, text } = await ask<Listing<object>>('GET', '/v1/keys');
  expect(body.data).toHaveLength(1);
  expect(text).not.toContain('secret');
  expect(await lines()).toMatchObject([
    {
      ...{ action: 'account.viewed', actor: 'operator@example.com' },
      detail: { until, reason: 'they cannot find their key' },
    },
  ]);
  later(59);
  expect((await see()).status).toBe(200);
  later(1);
  expect(await see()).toMatchObject({ status: 404, body: { code: 'no_organization' } });
});

test('the same call after a lost answer answers the same, with one line; ending is asked for twice, and leaves one line too', async () => {
  const first = await begin();
  later(5);
  expect((await begin()).body).toEqual(first.body);
  expect(await lines()).toHaveLength(1);
  expect((await end()).status).toBe(204);
  expect((await end()).status).toBe(204);
  expect((await see()).status).toBe(404);
  expect((await lines()).map(({ action }) => action)).toEqual(['account.view_ended', 'account.viewed']);
});

test('once it is over it may begin again, with a line of its own', async () => {
  await begin();
  later(14);
  await end();
  expect((await begin()).status).toBe(200);
  expect((await see()).status).toBe(200);
  expect(await lines()).toHaveLength(3);
});

describe('while an operator sees as the buyer does', () => {
  beforeEach(async () => {
    await begin();
    written = [];
  });

  test('every read that viewers may is answered, and writes nothing but the count of its budget', async () => {
    const reads = ofSessions.filter(
      ([route, { callers, noBuyerView }]) =>
        route.startsWith('GET ') &&
        !noBuyerView &&
        typeof callers === 'object' &&
        'members' in callers &&
        callers.members.includes('viewer'),
    );
    expect(reads.length).toBeGreaterThan(20);
    for (const [route] of reads) {
      const [, path = ''] = route.split(' ');
      const { status } = await ask('GET', filled(path)).catch(unlessRefused);
      expect([route, [401, 403].includes(status)]).toEqual([route, false]);
    }
    expect(written.filter((pk) => !pk.startsWith(prefixes.throttle))).toEqual([]);
  });

  test('every change is refused, and every other route of a session, whoever may call it', async () => {
    for (const [route, { callers, noBuyerView }] of ofSessions) {
      const [method = '', path = ''] = route.split(' ');
      const viewersMay = typeof callers === 'object' && 'members' in callers && callers.members.includes('viewer');
      if (method === 'GET' && viewersMay && !noBuyerView) continue;
      const body = method === 'GET' || method === 'DELETE' ? undefined : { reason: 'x' };
      const { status, body: problem } = await ask<{ code: string }>(method, filled(path), { body });
      expect([route, status, problem.code]).toEqual([route, 403, 'role_missing']);
    }
    expect(written).toEqual([]);
  });

  test('the export of all data is refused', async () => {
    expect(await ask('GET', '/v1/account/export')).toMatchObject({ status: 403, body: { code: 'role_missing' } });
  });

  test('another organization is not seen, nor by another browser of the operator, nor by a stranger', async () => {
    const other = await signUp(app, 'eve@other.example');
    const otherId = (await app.deps.accounts.findByEmail('eve@other.example'))!.id;
    expect((await see(otherId)).status).toBe(404);
    expect((await see('')).status).toBe(404);
    const elsewhere = await signUp(app, 'operator@example.com');
    for (const who of [elsewhere, other, buyer]) expect((await ask('GET', '/v1/account', { who })).status).toBe(404);
    expect((await app.request('GET', '/v1/account', { headers: { 'tollgate-view': id } })).status).toBe(401);
  });

  test('without the header the operator acts for none but their own organization', async () => {
    const headers = { 'tollgate-organization': id };
    expect((await app.request('GET', '/v1/account', { cookie: operator.cookie, headers })).status).toBe(404);
    expect((await operator.get<AccountView>('/v1/account')).body.id).not.toBe(id);
  });

  test('an operator with another role sees nothing from the next request on', async () => {
    const role = { name: 'role', address: operator.email, role: 'finance', reason: 'x' } as const;
    await changeRole({ ...app.deps, catalog: { operators: [...catalog.operators, another] } }, role);
    expect((await see()).status).toBe(404);
  });

  test('nobody sees anything after the operator signed out', async () => {
    await operator.send('DELETE', '/v1/session');
    expect((await see()).status).toBe(401);
  });

  test('a view of another organization takes the place of the first', async () => {
    await signUp(app, 'eve@other.example');
    const otherId = (await app.deps.accounts.findByEmail('eve@other.example'))!.id;
    expect((await begin(otherId)).status).toBe(200);
    expect((await see(otherId)).status).toBe(200);
    expect((await see()).status).toBe(404);
    expect((await end()).status).toBe(204);
    expect((await see(otherId)).status).toBe(200);
  });
});

test('an organization that is unknown is not found, and a view needs a reason', async () => {
  expect((await begin('acc_unknown')).status).toBe(404);
  expect((await end('acc_unknown')).status).toBe(404);
  expect((await operator.send('POST', `/v1/admin/accounts/${id}/view`, {})).status).toBe(400);
  expect((await operator.send('POST', `/v1/admin/accounts/${id}/view`, { reason: 'x', until: 'never' })).status).toBe(
    400,
  );
});
