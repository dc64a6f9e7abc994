/** Operators' roles: which route each may use, the reason of every change, and the command line that gives and takes roles. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { changeRole, listOperators } from '../../cli/operators/roles.ts';
import { adminRoutes } from '../../functions/admin/routes.ts';
import { billingRoutes } from '../../functions/billing/routes.ts';
import { packsRoutes } from '../../functions/packs/routes.ts';
import { trailPagesRoutes } from '../../functions/trail-pages/routes.ts';
import { webhooksRoutes } from '../../functions/webhooks/routes.ts';
import { type Operator, operatorRoles } from '../../shared/domain/accounts/operator.ts';
import { operators as allOperators } from '../../shared/domain/webhooks/webhook.ts';
import type { AccountView, AuditView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

type Short = Record<'owner' | 'support' | 'reviewer' | 'finance' | 'read-only', 'x' | '–'>;
const row = (
  owner: 'x' | '–',
  support: 'x' | '–',
  reviewer: 'x' | '–',
  finance: 'x' | '–',
  reads: 'x' | '–',
): Short => ({
  ...{ owner, support, reviewer, finance },
  'read-only': reads,
});

/** By hand: every route of the console, and who may use it. */
const matrix: Readonly<Record<string, Short>> = {
  'GET /v1/admin/accounts': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/accounts/{id}/together': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/accounts/{id}/suspend': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/restore': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/hold': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/release': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/release-units': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/view': row('x', 'x', '–', '–', '–'),
  'DELETE /v1/admin/accounts/{id}/view': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/keys/{key}/revoke': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/mails/{message}/send': row('x', 'x', '–', '–', '–'),
  'GET /v1/admin/accounts/{id}/billing/given': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/accounts/{id}/billing/invoices': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/accounts/{id}/billing/refunds': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/refunds': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/credit': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/comps': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/comps/end': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/offers': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/offers/withdraw': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/accounts/{id}/billing/units': row('x', '–', '–', 'x', '–'),
  'PUT /v1/admin/accounts/{id}/billing/limits': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/new-customer': row('x', '–', '–', 'x', '–'),
  'GET /v1/admin/catalogue': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/stripe/{id}': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/contests': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/contests/{organization}/{id}/accept': row('x', '–', '–', 'x', '–'),
  'POST /v1/admin/contests/{organization}/{id}/reject': row('x', '–', '–', 'x', '–'),
  'GET /v1/admin/accounts/{id}/packs': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/accounts/{id}/packs': row('x', 'x', '–', '–', '–'),
  'GET /v1/admin/accounts/{id}/packs/{pack}': row('x', 'x', '–', '–', '–'),
  'GET /v1/admin/keys/{id}': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/requests': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/operations': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/datasets': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/datasets/{id}': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/datasets/{id}/publish': row('x', '–', '–', '–', '–'),
  'POST /v1/admin/datasets/{id}/withdraw': row('x', '–', '–', '–', '–'),
  'GET /v1/admin/roles': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/search': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/organizations/{id}/timeline': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/organizations/{id}': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/drift': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/today': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/revenue': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/organizations': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/events': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/events/replay': row('x', 'x', '–', '–', '–'),
  'POST /v1/admin/events/{id}/replay': row('x', 'x', '–', '–', '–'),
  'GET /v1/admin/accounts/{id}/refusals': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/audit': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/suppressions': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/suppressions/release': row('x', 'x', '–', '–', '–'),
  'GET /v1/admin/badges': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/badges/{handle}/picture': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/badges/{handle}/approve': row('x', '–', 'x', '–', '–'),
  'POST /v1/admin/badges/{handle}/ask': row('x', '–', 'x', '–', '–'),
  'POST /v1/admin/badges/{handle}/refuse': row('x', '–', 'x', '–', '–'),
  'POST /v1/admin/badges/{handle}/revoke': row('x', '–', 'x', '–', '–'),
  'GET /v1/admin/use-cases': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/licences': row('x', 'x', 'x', 'x', 'x'),
  'GET /v1/admin/licences/{id}/{version}/missing': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/use-cases/{id}/approve': row('x', '–', 'x', '–', '–'),
  'POST /v1/admin/use-cases/{id}/refuse': row('x', '–', 'x', '–', '–'),
  'POST /v1/admin/use-cases/{id}/revoke': row('x', '–', 'x', '–', '–'),
  'GET /v1/admin/webhooks': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/webhooks': row('x', '–', '–', '–', '–'),
  'PATCH /v1/admin/webhooks/{id}': row('x', '–', '–', '–', '–'),
  'DELETE /v1/admin/webhooks/{id}': row('x', '–', '–', '–', '–'),
  'POST /v1/admin/webhooks/{id}/rotate': row('x', '–', '–', '–', '–'),
  'POST /v1/admin/webhooks/{id}/test': row('x', '–', '–', '–', '–'),
  'GET /v1/admin/webhooks/{id}/deliveries': row('x', 'x', 'x', 'x', 'x'),
  'POST /v1/admin/webhooks/{id}/replay': row('x', '–', '–', '–', '–'),
};

const operators: readonly Operator[] = operatorRoles.map((role) => ({ email: `${role}@example.com`, role }));
const address = (role: Operator['role']): string => `${role}@example.com`;
const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, 'nothing');

let app: App;
const people = new Map<string, Person>();
const personOf = (role: Operator['role']): Person => people.get(role)!;

beforeEach(async () => {
  app = assemble({
    table: memoryTable(),
    stripe: {} as StripeGateway,
    now: () => start,
    catalog: { ...catalog, operators },
  });
  for (const { email, role } of operators) people.set(role, await signUp(app, email));
});

const ask = (person: Person, route: string, body: object | undefined) => {
  const [method = '', path = ''] = route.split(' ');
  const at = method === 'DELETE' && body ? `${filled(path)}?${new URLSearchParams({ ...body })}` : filled(path);
  const sent = method === 'GET' || method === 'DELETE' ? undefined : body;
  return person.send<{ code?: string; detail?: string }>(method, at, sent);
};

describe('the table of routes and roles', () => {
  it('has every route of the console that is declared', () => {
    const declared = Object.keys({
      ...adminRoutes,
      ...billingRoutes,
      ...trailPagesRoutes,
      ...webhooksRoutes,
      ...packsRoutes,
    });
    const admin = declared.filter((route) => route.includes(' /v1/admin/'));
    expect(Object.keys(matrix).toSorted()).toEqual([...admin].toSorted());
  });

  it.each(Object.entries(matrix))('%s is refused to exactly the roles that the table says', async (route, allowed) => {
    for (const role of operatorRoles) {
      const { status, body } = await ask(personOf(role), route, { reason: 'a test' });
      const isRefused = status === 403 && body.code === 'role_missing';
      expect(isRefused ? '–' : 'x', `${role}: ${status}`).toBe(allowed[role]);
      if (isRefused) expect(body.detail).toMatch(/^Your role is [a-z-]+\. This needs the role owner( or \w+)?\.$/);
    }
  });

  it('is closed to people who are no operators', async () => {
    const buyer = await signUp(app);
    for (const route of Object.keys(matrix))
      expect(await ask(buyer, route, { reason: 'a test' }), route).toMatchObject({
        status: 403,
        body: { code: 'operator_only' },
      });
  });
});

test.each(Object.keys(matrix).filter((route) => !route.startsWith('GET ')))(
  '%s is refused without a reason',
  async (route) => {
    for (const body of [{}, { reason: ' ' }, { reason: 'two\nlines' }, { reason: 'x'.repeat(501) }])
      expect(await ask(personOf('owner'), route, body)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'reason' }] },
      });
  },
);

test('a DELETE has its reason in the query, once; one in its body is none', async () => {
  const path = '/v1/admin/webhooks/nothing';
  const inBody = await personOf('owner').send('DELETE', path, { reason: 'a test' });
  expect(inBody).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
  const twice = await personOf('owner').send('DELETE', `${path}?reason=a&reason=b`);
  expect(twice).toMatchObject({ status: 400, body: { errors: [{ field: 'reason', message: 'may be given once' }] } });
  expect((await personOf('owner').send('DELETE', `${path}?reason=a`)).status).toBe(404);
});

const trailOf = async (query = '') =>
  (await personOf('owner').get<Listing<AuditView>>(`/v1/admin/audit${query}`)).body.data;

test('a line tells the operator, the role that they had, and the reason', async () => {
  const buyer = await signUp(app);
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  expect(
    (await personOf('support').send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'scrapes' })).status,
  ).toBe(204);
  const lines = await trailOf(`?account=${id}`);
  expect(lines.find(({ action }) => action === 'account.suspended')).toMatchObject({
    actor: 'support@example.com',
    detail: { operatorRole: 'support', reason: 'scrapes' },
  });
});

describe('the command line', () => {
  const reason = 'on leave';
  const roleOf = async (role: Operator['role']) =>
    (await personOf(role).get<AccountView>('/v1/account')).body.operatorRole;

  it('gives a role that counts from the next request on, and reset takes it back', async () => {
    const suspend = () => personOf('reviewer').send('POST', '/v1/admin/accounts/nobody/suspend', { reason: 'x' });
    expect((await suspend()).status).toBe(403);
    await changeRole(app.deps, { name: 'role', address: address('reviewer'), role: 'support', reason });
    expect((await suspend()).status).toBe(404);
    expect(await roleOf('reviewer')).toBe('support');
    await changeRole(app.deps, { name: 'reset', address: address('reviewer'), reason });
    expect((await suspend()).status).toBe(403);
    expect(await roleOf('reviewer')).toBe('reviewer');
  });

  it('takes the console away, reading too', async () => {
    await changeRole(app.deps, { name: 'remove', address: address('finance'), reason });
    expect(await personOf('finance').get('/v1/admin/accounts')).toMatchObject({
      status: 403,
      body: { code: 'operator_only' },
    });
    expect(await roleOf('finance')).toBeNull();
    expect((await personOf('finance').get<AccountView>('/v1/account')).body.operator).toBe(false);
  });

  it('makes no operator of an address that the configuration does not name, nor keeps one that it named once', async () => {
    const eve = 'eve@buyer.example';
    await expect(changeRole(app.deps, { name: 'role', address: eve, role: 'owner', reason })).rejects.toThrow(
      'eve@buyer.example is no operator in tollgate.config.ts',
    );
    await changeRole(app.deps, { name: 'role', address: address('support'), role: 'owner', reason });
    Object.assign(app.depsOf('admin'), { operators: operators.filter(({ role }) => role !== 'support') });
    expect(await personOf('support').get('/v1/admin/accounts')).toMatchObject({ body: { code: 'operator_only' } });
  });

  it('leaves somebody an owner, whatever comes first', async () => {
    const nobody = 'Nobody would be an owner any more';
    const owner = { address: address('owner'), reason };
    await expect(changeRole(app.deps, { ...owner, name: 'remove' })).rejects.toThrow(nobody);
    await expect(changeRole(app.deps, { ...owner, name: 'role', role: 'support' })).rejects.toThrow(nobody);
    await changeRole(app.deps, { name: 'role', address: address('support'), role: 'owner', reason });
    await changeRole(app.deps, { ...owner, name: 'remove' });
    await expect(changeRole(app.deps, { name: 'reset', address: address('support'), reason })).rejects.toThrow(nobody);
  });

  it('makes one of two changes at once, and tells the other', async () => {
    const both = (['support', 'finance'] as const).map((role) =>
      changeRole(app.deps, { name: 'role', address: address(role), role: 'read-only', reason }),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { words } = await app.deps.operatorWords.read();
    expect(words).toHaveLength(1);
  });

  it('leaves a line for each change, on the operators’ trail', async () => {
    await changeRole(app.deps, { name: 'role', address: address('support'), role: 'finance', reason: 'moved' });
    await changeRole(app.deps, { name: 'remove', address: address('support'), reason: 'left' });
    await changeRole(app.deps, { name: 'reset', address: address('support'), reason: 'back' });
    const { entries } = await app.deps.audit.list(allOperators, { limit: 10 });
    const told = entries.map(({ action, actor, detail }) => [action, actor, detail]);
    const operator = address('support');
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        ['operator.role_given', 'command line', { operator, before: 'support', after: 'finance', reason: 'moved' }],
        ['operator.removed', 'command line', { operator, before: 'finance', after: 'no role', reason: 'left' }],
        ['operator.role_reset', 'command line', { operator, before: 'no role', after: 'support', reason: 'back' }],
      ]),
    );
  });

  it('lists every operator with the role now, and the configured one beside another', async () => {
    await changeRole(app.deps, { name: 'role', address: address('finance'), role: 'read-only', reason });
    const lines = await listOperators(app.deps);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('owner@example.com      owner');
    expect(lines[3]).toBe(
      `finance@example.com    read-only  (by command line, ${start.toISOString()}; configured: finance)`,
    );
  });
});

test('a stored role that this version does not know gives nothing', async () => {
  const said = { email: address('support'), role: 'emperor' as 'owner', at: start.toISOString() };
  const at = start.toISOString();
  const line = { id: 'l', accountId: allOperators, at, action: 'x', actor: 'command line', detail: {} } as const;
  expect(await app.deps.operatorWords.replace({ version: 0, words: [said] }, line)).toBe(true);
  expect(await personOf('support').get('/v1/admin/accounts')).toMatchObject({ body: { code: 'operator_only' } });
});
