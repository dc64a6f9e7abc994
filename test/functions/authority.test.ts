/** Every route and every kind of caller, against tables written by hand; and every budget, against a stranger and an owner. */
import { beforeAll, describe, expect, test } from 'vitest';
import { changeRole } from '../../cli/operators/roles.ts';
import { functions } from '../../infra/functions.ts';
import type { RouteAuthority } from '../../shared/domain/access/authority.ts';
import type { Budget } from '../../shared/domain/access/budgets.ts';
import type { Role } from '../../shared/domain/accounts/account.ts';
import { type OperatorRole, operatorRoles } from '../../shared/domain/accounts/operator.ts';
import type { AccountView, InvitedMemberView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, mailedToken, newKey, type Person, personWith, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

/** By hand: each route by the group that may call it. `!`: the person must be present. */
const groups: Readonly<Record<string, string>> = {
  anyone: `
    POST /v1/signup | POST /v1/login | POST /v1/session/preview | POST /v1/session | POST /v1/session/passkey/options
    POST /v1/session/passkey | GET /v1/catalog | GET /v1/sample/{dataset} | GET /v1/sample/{dataset}/counts | GET /licences/{id}/{version} | GET /badges | GET /badges/check
    GET /licences/{id}/{version}/terms | GET /licences/{id}/{version}/differences | GET /license.xml
    GET /badges/{handle} | GET /badges/{handle}/picture | GET /oembed | GET /badges/{handle}/credential
    GET /badges/{handle}/credential.svg | GET /badges/{handle}/credential.png | GET /badges/refresh
    GET /badges/keys/{kid} | GET /badges/status/{purpose}/{list} | GET /.well-known/jwks.json | GET /.well-known/did.json
    GET /.well-known/tollgate/seals | GET /.well-known/tollgate/seals/{number} | GET /.well-known/tollgate/seals/{number}/timestamp | GET /.well-known/tollgate/keys
    GET /.well-known/tollgate/instances/{instance}
    POST /badges/check | POST /badges/refresh | POST /webhooks/stripe | POST /v1/invitations/preview`,
  key: `
    GET /data | GET /data/{dataset} | POST /data/{dataset}/export | GET /data/{dataset}/counts | GET /data/{dataset}/{id}
    GET /v1/badges/states | GET /v1/usage/current | GET /v1/usage/refusals`,
  person: `
    DELETE /v1/session | DELETE /v1/sessions | GET /v1/sessions | DELETE /v1/sessions/{id}
    POST /v1/session/presence/options | POST /v1/session/presence | GET /v1/passkeys | POST /v1/passkeys/presence
    GET /v1/organizations | POST /v1/organizations
    POST /v1/invitations/accept`,
  ownOrganization: 'GET /v1/organizations/{id}',
  ownOrganizationAdmins: 'PATCH /v1/organizations/{id}',
  'person!': 'POST /v1/passkeys/options | POST /v1/passkeys | DELETE /v1/passkeys/{id} | DELETE /v1/person',
  members: `
    GET /v1/account | GET /v1/members | GET /v1/credit/auto-top-up | GET /v1/invoices | GET /v1/account/export | GET /v1/attention
    GET /v1/refusals | GET /v1/requests | GET /v1/requests/{id} | GET /v1/licences | GET /v1/keys | GET /v1/keys/{id} | GET /v1/apps | GET /v1/signing-keys | GET /v1/use-cases | GET /v1/usage | GET /v1/badges | GET /v1/badges/{handle}/picture
    GET /v1/statements/{day}/contests | GET /v1/events | GET /v1/badges/{handle}/affiliates | GET /v1/badges/{handle}/affiliates/{id}/picture
    GET /v1/affiliations | GET /v1/badges/{handle}/domain | GET /v1/webhooks | GET /v1/webhooks/{id}/deliveries`,
  membersAndKeys: 'GET /v1/statements | GET /v1/statements/{day} | GET /v1/statements/{day}/places',
  'members!': 'DELETE /v1/members/{id}',
  technical: `
    POST /v1/keys | PATCH /v1/keys/{id} | DELETE /v1/keys/{id} | POST /v1/keys/{id}/rotate | POST /v1/apps
    PATCH /v1/apps/{id} | DELETE /v1/apps/{id} | POST /v1/use-cases | POST /v1/webhooks | PATCH /v1/webhooks/{id} | DELETE /v1/webhooks/{id}
    POST /v1/webhooks/{id}/rotate | POST /v1/webhooks/{id}/test | POST /v1/webhooks/{id}/replay`,
  money: `
    POST /v1/checkout | POST /v1/checkout/return | POST /v1/checkout/invoice | POST /v1/credit/top-ups
    PUT /v1/credit/auto-top-up | POST /v1/billing-portal | PUT /v1/spend-cap | POST /v1/subscription/preview
    POST /v1/subscription/change | POST /v1/subscription/cancel | POST /v1/subscription/resume
    POST /v1/statements/{day}/contest
    GET /v1/packs | POST /v1/packs | GET /v1/packs/{id}
    PUT /v1/badges/{handle}/affiliates/seats | POST /v1/badges/{handle}/affiliates/seats/preview`,
  admins: `
    POST /v1/licences | POST /v1/signing-keys | DELETE /v1/signing-keys/{thumbprint} | PUT /v1/signing-keys/rule
    POST /v1/badges | PATCH /v1/badges/{handle} | POST /v1/badges/{handle}/appeal
    POST /v1/badges/{handle}/affiliates | DELETE /v1/badges/{handle}/affiliates/{id}
    POST /v1/badges/{handle}/affiliates/{id}/confirm | POST /v1/affiliations/{id}/accept
    POST /v1/affiliations/{id}/decline | POST /v1/affiliations/{id}/leave | POST /v1/badges/{handle}/domain/check`,
  'admins!': 'POST /v1/members | PATCH /v1/members/{id} | DELETE /v1/badges/{handle}',
  'owner!': 'DELETE /v1/account',
  console: `
    GET /v1/admin/accounts | GET /v1/admin/accounts/{id}/together | GET /v1/admin/drift | GET /v1/admin/today | GET /v1/admin/revenue | GET /v1/admin/organizations | GET /v1/admin/events
    GET /v1/admin/search | GET /v1/admin/requests | GET /v1/admin/roles | GET /v1/admin/operations | GET /v1/admin/datasets | GET /v1/admin/datasets/{id} | GET /v1/admin/keys/{id} | GET /v1/admin/organizations/{id} | GET /v1/admin/organizations/{id}/timeline | GET /v1/admin/suppressions | GET /v1/admin/licences | GET /v1/admin/licences/{id}/{version}/missing | GET /v1/admin/badges | GET /v1/admin/badges/{handle}/picture | GET /v1/admin/audit
    GET /v1/admin/accounts/{id}/billing/given | GET /v1/admin/accounts/{id}/billing/invoices | GET /v1/admin/catalogue | GET /v1/admin/stripe/{id} | GET /v1/admin/contests | GET /v1/admin/accounts/{id}/refusals | GET /v1/admin/use-cases | GET /v1/admin/webhooks | GET /v1/admin/webhooks/{id}/deliveries`,
  support: `
    POST /v1/admin/events/replay | POST /v1/admin/events/{id}/replay
    POST /v1/admin/suppressions/release | DELETE /v1/admin/accounts/{id}/view
    GET /v1/admin/accounts/{id}/packs | GET /v1/admin/accounts/{id}/packs/{pack}`,
  'support!': `
    POST /v1/admin/accounts/{id}/suspend | POST /v1/admin/accounts/{id}/restore
    POST /v1/admin/accounts/{id}/hold | POST /v1/admin/accounts/{id}/release
    POST /v1/admin/accounts/{id}/mails/{message}/send | POST /v1/admin/accounts/{id}/keys/{key}/revoke | PUT /v1/admin/accounts/{id}/billing/limits
    POST /v1/admin/accounts/{id}/release-units | POST /v1/admin/accounts/{id}/view | POST /v1/admin/accounts/{id}/packs`,
  reviewers: `
    POST /v1/admin/badges/{handle}/approve | POST /v1/admin/badges/{handle}/ask | POST /v1/admin/use-cases/{id}/approve`,
  'reviewers!': `
    POST /v1/admin/badges/{handle}/refuse | POST /v1/admin/badges/{handle}/revoke
    POST /v1/admin/use-cases/{id}/refuse | POST /v1/admin/use-cases/{id}/revoke`,
  finance: 'GET /v1/admin/accounts/{id}/billing/refunds',
  'finance!': `
    POST /v1/admin/accounts/{id}/billing/refunds | POST /v1/admin/accounts/{id}/billing/credit
    POST /v1/admin/accounts/{id}/billing/comps | POST /v1/admin/accounts/{id}/billing/comps/end | POST /v1/admin/accounts/{id}/billing/units
    POST /v1/admin/accounts/{id}/billing/offers | POST /v1/admin/accounts/{id}/billing/offers/withdraw
    POST /v1/admin/accounts/{id}/new-customer | POST /v1/admin/contests/{organization}/{id}/accept
    POST /v1/admin/contests/{organization}/{id}/reject`,
  'operators!': `
    POST /v1/admin/datasets/{id}/publish | POST /v1/admin/datasets/{id}/withdraw
    POST /v1/admin/webhooks | PATCH /v1/admin/webhooks/{id} | DELETE /v1/admin/webhooks/{id}
    POST /v1/admin/webhooks/{id}/rotate | POST /v1/admin/webhooks/{id}/test | POST /v1/admin/webhooks/{id}/replay`,
};
/** Calls by key in front of upstreams and for servers elsewhere have no session; their own tests ask them. */
const elsewhere = ['ANY /gateway/{upstream}', 'ANY /gateway/{upstream}/{proxy+}', 'POST /v1/verify'];

const rows = Object.entries(groups).flatMap(([group, routes]) =>
  routes
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((route) => ({ route, group })),
);

const buyerCallers = [
  ...['stranger', 'ended session', 'foreign page', 'nobody’s person', 'removed member', 'other organization’s owner'],
  ...['names a foreign organization', 'absent owner', 'live key', 'test key', 'service key'],
] as const;
const roles: readonly Role[] = ['owner', 'admin', 'developer', 'billing', 'viewer'];
type Caller =
  | (typeof buyerCallers)[number]
  | Role
  | `operator ${OperatorRole}`
  | 'absent operator'
  | 'removed operator';
const callers: readonly Caller[] = [
  ...buyerCallers,
  ...roles,
  ...operatorRoles.map((role) => `operator ${role}` as const),
  'absent operator',
  'removed operator',
];

const mayOf: Readonly<Record<string, readonly Role[]>> = {
  members: roles,
  membersAndKeys: roles,
  technical: ['owner', 'admin', 'developer'],
  money: ['owner', 'admin', 'billing'],
  admins: ['owner', 'admin'],
  owner: ['owner'],
};
const consoleMayOf: Readonly<Record<string, readonly OperatorRole[]>> = {
  console: ['owner', 'support', 'reviewer', 'finance', 'read-only'],
  support: ['owner', 'support'],
  reviewers: ['owner', 'reviewer'],
  finance: ['owner', 'finance'],
  operators: ['owner'],
};

/** By hand: the refusal of a caller, by the group of the route; null: the route itself answers. */
function refusalOf(group: string, caller: Caller, isChange: boolean): string | null {
  const [kind = '', needsPresence] = [group.replace('!', ''), group.endsWith('!')];
  if (kind === 'anyone') return null;
  if (kind === 'membersAndKeys' && caller.endsWith(' key')) return null;
  if (kind === 'key') return caller.endsWith(' key') ? null : 'key_missing';
  if (caller === 'stranger' || caller === 'ended session' || caller.endsWith(' key')) return 'session_missing';
  if (caller === 'foreign page') return isChange ? 'csrf' : kind in consoleMayOf ? 'operator_only' : null;
  const isAbsent = caller.startsWith('absent ') && needsPresence;
  if (caller === 'names a foreign organization') return 'no_organization';
  if (kind in consoleMayOf) {
    if (caller === 'absent operator') return needsPresence ? 'presence_required' : null;
    const role = operatorRoles.find((each) => caller === `operator ${each}`);
    if (role === undefined) return 'operator_only';
    return consoleMayOf[kind]?.includes(role) ? null : 'role_missing';
  }
  if (kind !== 'person' && (caller === 'nobody’s person' || caller === 'removed member')) return 'no_organization';
  if (
    kind.startsWith('own') &&
    kind !== 'owner' &&
    /^(other organization’s owner|operator|absent operator|removed operator)/.test(caller)
  )
    return 'no_organization';
  if (kind === 'ownOrganization') return null;
  if (kind === 'ownOrganizationAdmins')
    return ['developer', 'billing', 'viewer'].includes(caller) ? 'role_missing' : null;
  if (kind === 'person') return isAbsent ? 'presence_required' : null;
  /** The viewer leaves; the others would remove the viewer. */
  if (group === 'members!' && (caller === 'developer' || caller === 'billing')) return 'role_missing';
  const role = roles.find((each) => caller === each) ?? 'owner';
  if (!mayOf[kind]?.includes(role)) return 'role_missing';
  return isAbsent ? 'presence_required' : null;
}

const guards = [
  'session_missing',
  'csrf',
  'operator_only',
  'role_missing',
  'presence_required',
  'no_organization',
  'key_missing',
];
const operators = operatorRoles.map((role) => ({ email: `${role}@operators.example`, role }));
const named = [...operators, { email: 'gone@operators.example', role: 'owner' as const }];

type Call = { readonly cookie?: string; readonly headers?: Record<string, string> };
type World = {
  readonly app: App;
  readonly calls: ReadonlyMap<Caller, Call>;
  readonly ids: Record<string, string>;
  readonly owner: Person;
};

async function signInAs(app: App, email: string): Promise<Person> {
  await app.request('POST', '/v1/login', { body: { email } });
  const reply = await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, email) } });
  return personWith(app, email, reply.cookies[0]!.split(';')[0]!);
}

async function memberOf(app: App, owner: Person, role: Role, email: string): Promise<{ person: Person; id: string }> {
  await owner.send<InvitedMemberView>('POST', '/v1/members', { email, role });
  const person = await signInAs(app, email);
  await app.drain();
  const token = app.mails
    .flatMap(({ to, text }) => (to === email ? (/invitation=([\w-]+)/.exec(text)?.[1] ?? []) : []))
    .at(-1);
  const { body } = await person.send<{ id: string }>('POST', '/v1/invitations/accept', { token });
  return { person, id: body.id };
}

/** An organization with a member of each role and one of everything, a second organization, and operators. */
async function world(): Promise<World> {
  const clock = { now: start };
  const app = assemble({
    table: memoryTable(),
    stripe: {} as StripeGateway,
    now: () => clock.now,
    catalog: { ...catalog, operators: named },
  });
  const absent = await signUp(app);
  const absentOperator = await signUp(app, 'owner@operators.example');
  const calls = new Map<Caller, Call>();
  clock.now = new Date(start.getTime() + 16 * 60_000);
  const owner = await signInAs(app, 'ada@buyer.example');
  const call = (caller: Caller, { cookie }: Person, headers = {}) => calls.set(caller, { cookie, headers });
  call('absent owner', absent);
  call('absent operator', absentOperator);
  call('owner', owner);
  for (const role of roles.slice(1)) call(role, (await memberOf(app, owner, role, `${role}@buyer.example`)).person);
  const gone = await memberOf(app, owner, 'admin', 'removed@buyer.example');
  const roster = (await owner.get<{ data: { id: string; email: string }[] }>('/v1/members')).body.data;
  const idOf = (email: string) => roster.find((each) => each.email === email)?.id ?? '';
  await owner.send('DELETE', `/v1/members/${idOf('removed@buyer.example')}`);
  call('removed member', gone.person);
  await owner.send('POST', '/v1/members', { email: 'nobody@buyer.example', role: 'viewer' });
  call('nobody’s person', await signInAs(app, 'nobody@buyer.example'));
  const other = await signUp(app, 'other@elsewhere.example');
  call('other organization’s owner', other);
  const account = (await owner.get<AccountView>('/v1/account')).body;
  call('names a foreign organization', other, { 'tollgate-organization': account.id });
  call('foreign page', owner, { origin: 'https://evil.example' });
  calls.set('stranger', {}).set('ended session', { cookie: '__Host-tollgate=a-token-that-ended' });
  for (const { email, role } of operators) call(`operator ${role}`, await signUp(app, email));
  call('removed operator', await signUp(app, 'gone@operators.example'));
  const removal = { name: 'remove', address: 'gone@operators.example', reason: 'left' } as const;
  await changeRole({ ...app.deps, catalog: { ...catalog, operators: named } }, removal);
  await acceptLicences(owner);
  const key = await newKey(owner, 'test');
  const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });
  calls.set('test key', bearer(key.secret)).set('live key', bearer(`tg_live_${key.secret.slice(8)}`));
  calls.set('service key', bearer(`tg_service_${key.secret.slice(8)}`));
  const made = await owner.send<{ id: string }>('POST', '/v1/apps', {
    name: 'App',
    purpose: 'A test',
    training: false,
    government: false,
  });
  const ids = { key: key.id, app: made.body.id, member: idOf('viewer@buyer.example'), organization: account.id };
  return { app, calls, ids, owner };
}

/** The path of a route, with an id of the organization where there is one. */
const pathOf = (route: string, ids: World['ids']): string =>
  route
    .split(' ')[1]!
    .replace('/keys/{id}', `/keys/${ids.key}`)
    .replace('/apps/{id}', `/apps/${ids.app}`)
    .replace('/members/{id}', `/members/${ids.member}`)
    .replace('/organizations/{id}', `/organizations/${ids.organization}`)
    .replace('/accounts/{id}', `/accounts/${ids.organization}`)
    .replaceAll(/\{\w+\+?\}/g, 'nothing');

/** A good body where an id is looked up after the body. */
const bodies: Readonly<Record<string, object>> = {
  'PATCH /v1/keys/{id}': { label: 'another' },
  'POST /v1/keys/{id}/rotate': { overlapSeconds: 0 },
  'PATCH /v1/apps/{id}': { name: 'Another' },
  'PATCH /v1/members/{id}': { role: 'viewer' },
  'PATCH /v1/organizations/{id}': { name: 'Another' },
};

const ask = (of: World, route: string, { cookie, headers }: Call) => {
  const method = route.split(' ')[0]!;
  const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[route] ?? {});
  return of.app.request<{ code?: string }>(method, pathOf(route, of.ids), { body, cookie, headers });
};

const authorities = Object.values(functions).flatMap(({ routes }) =>
  routes === undefined || routes === '$default' ? [] : Object.entries<RouteAuthority>(routes),
);

test('the table has every route of every function, once', () => {
  expect([...rows.map(({ route }) => route), ...elsewhere].toSorted()).toEqual(
    authorities.map(([route]) => route).toSorted(),
  );
});

describe('every kind of caller is let in or refused as the table says', () => {
  let shared: World;
  beforeAll(async () => {
    shared = await world();
  });

  test.each(rows)('$route', async ({ route, group }) => {
    const isChange = !route.startsWith('GET ');
    for (const caller of callers) {
      const refusal = refusalOf(group, caller, isChange);
      /** A deletion that is let in would take the world away for the others. */
      const of = refusal === null && route.startsWith('DELETE ') ? await world() : shared;
      const { status, body } = await ask(of, route, of.calls.get(caller)!);
      const got = guards.includes(body.code ?? '') ? body.code : null;
      expect(got, `${caller}: ${status}`).toBe(refusal);
      if (caller === 'other organization’s owner' && / \/v1\/(keys|apps|members|organizations)\/\{id\}/.test(route))
        expect(status, `${caller} at what is not theirs`).toBe(404);
    }
  });
});

const budgeted = authorities.flatMap(([route, { budget, callers: who }]) =>
  'elsewhere' in budget ? [] : [{ route, budget: budget as Budget, who }],
);

describe('a route with a budget', () => {
  test.each(budgeted)('$route answers 429 past it, to that account alone', async ({ route, budget, who }) => {
    const of = await world();
    const isConsole = typeof who === 'object' && 'operators' in who;
    const [asker, neighbour]: Caller[] = isConsole
      ? ['operator owner', 'operator support']
      : ['other organization’s owner', 'owner'];
    const subject = isConsole ? 'owner@operators.example' : 'other@elsewhere.example';
    const accountId = (await of.app.deps.accounts.findByEmail(subject))!.id;
    const personId = (await of.app.deps.people.findByEmail(subject))!.id;
    const own = Math.min(budget.perAccount, Math.max(5, Math.floor(budget.perAccount / 10)));
    const use = async (scope: string, subject: string, [limitPerHour, units]: readonly [number, number]) =>
      units > 0 && (await of.app.deps.throttles.pass({ scope, subject, limitPerHour, units }, of.app.deps.now()));
    await use(`${budget.name}-own`, personId, [own, own]);
    await use(`${budget.name}-account`, accountId, [budget.perAccount - own, budget.perAccount - own - 1]);
    expect((await ask(of, route, of.calls.get(asker!)!)).status).not.toBe(429);
    if (route === 'DELETE /v1/session' || route === 'DELETE /v1/sessions') return;
    if (route === 'DELETE /v1/account' || route === 'DELETE /v1/person') return;
    const past = await ask(of, route, of.calls.get(asker!)!);
    expect(past).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(past.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(of, route, of.calls.get(neighbour!)!)).status).not.toBe(429);
  });
});
