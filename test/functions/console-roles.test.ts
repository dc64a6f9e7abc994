/** The console's page of operators: `GET /v1/admin/roles`. */
import { beforeEach, expect, test } from 'vitest';
import { invite } from '../../cli/operators/invite.ts';
import { changeRole } from '../../cli/operators/roles.ts';
import { powersOf } from '../../functions/admin/powers.ts';
import { functions } from '../../infra/functions.ts';
import type { Declared } from '../../shared/domain/access/authority.ts';
import { consoleRoles } from '../../shared/domain/access/authority.ts';
import type { Operator } from '../../shared/domain/accounts/operator.ts';
import type { RolesView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';

const operators: readonly Operator[] = [
  { email: 'owner@example.com', role: 'owner' },
  { email: 'reviewer@example.com', role: 'reviewer' },
  { email: 'gone@example.com', role: 'support' },
];
let now: Date;
let app: App;
let reviewer: Person;
beforeEach(async () => {
  now = new Date('2026-11-10T12:00:00.000Z');
  app = assemble({
    ...{ table: memoryTable(), stripe: {} as StripeGateway, now: () => now },
    catalog: { ...catalog, operators },
  });
  reviewer = await signUp(app, 'reviewer@example.com');
});

const read = async () => (await reviewer.get<RolesView>('/v1/admin/roles')).body;

test('each operator has the role of now, the configured one, and the time of the command line’s word', async () => {
  await changeRole(app.deps, { name: 'role', address: 'reviewer@example.com', role: 'finance', reason: 'moved' });
  now = new Date('2026-11-11T12:00:00.000Z');
  await changeRole(app.deps, { name: 'remove', address: 'gone@example.com', reason: 'left' });
  expect((await read()).operators).toEqual([
    { email: 'owner@example.com', role: 'owner', configured: 'owner', changedAt: null, invitedUntil: null },
    {
      ...{ email: 'reviewer@example.com', role: 'finance', configured: 'reviewer', invitedUntil: null },
      changedAt: '2026-11-10T12:00:00.000Z',
    },
    {
      ...{ email: 'gone@example.com', role: null, configured: 'support', invitedUntil: null },
      changedAt: '2026-11-11T12:00:00.000Z',
    },
  ]);
});

test('a one-time code is open until it ends, and neither code nor digest is in the answer', async () => {
  const lines = await invite(app.deps, 'owner@example.com');
  const { operators: listed } = await read();
  expect(listed[0]?.invitedUntil).toBe('2026-11-11T12:00:00.000Z');
  expect(Object.keys(listed[0] ?? {})).toHaveLength(5);
  expect(JSON.stringify(listed)).not.toContain(lines[2]?.trim());
  now = new Date('2026-11-11T12:00:00.001Z');
  const [owner] = (await read()).operators;
  expect(owner?.invitedUntil).toBeNull();
});

test('the acts of a role are those that the declared routes allow, of every function', async () => {
  const all: Declared = Object.assign(
    {},
    ...Object.values(functions).flatMap(({ routes }) =>
      routes === undefined || routes === '$default' ? [] : [routes],
    ),
  );
  const { powers } = await read();
  expect(powers.toSorted(byAction)).toEqual(powersOf(all).toSorted(byAction));
  const of = (action: string) => powers.find((power) => power.action === action);
  expect(of('account.suspended')).toEqual({ action: 'account.suspended', roles: ['owner', 'support'], presence: true });
  expect(of('refund.made')?.roles).toEqual(['owner', 'finance']);
  expect(of('events.replayed')?.presence).toBe(false);
  expect(powers.every(({ roles }) => !roles.includes('read-only'))).toBe(true);
});

const byAction = (a: { action: string }, b: { action: string }) => a.action.localeCompare(b.action);

test('an act of two routes belongs to the roles of both, and a buyer’s route to nobody', () => {
  const at = { budget: { elsewhere: 'a test' }, trail: { actions: ['a.b'] } };
  const routes: Declared = {
    'POST /v1/admin/a': { ...at, callers: consoleRoles.support },
    'POST /v1/admin/b': { ...at, callers: consoleRoles.finance, presence: true },
    'POST /v1/c': { ...at, callers: 'person', trail: { actions: ['c.d'] } },
  };
  expect(powersOf(routes)).toEqual([{ action: 'a.b', roles: ['owner', 'support', 'finance'], presence: true }]);
});

test('a parameter is refused, and so is a buyer', async () => {
  expect((await reviewer.get('/v1/admin/roles?email=owner@example.com')).status).toBe(400);
  const buyer = await signUp(app, 'buyer@example.com');
  expect((await buyer.get('/v1/admin/roles')).status).toBe(403);
});
