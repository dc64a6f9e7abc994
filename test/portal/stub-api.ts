import type { ExportView, LinkPreview, PasskeyView, SessionView } from '../../shared/http/views.ts';
import { affiliateRoutes } from './stub-affiliates.ts';
import {
  type Answer,
  accepted,
  type Call,
  created,
  done,
  gone,
  listing,
  ok,
  type Route,
  refuse,
  spent,
} from './stub-answers.ts';
import { appRoutes } from './stub-apps.ts';
import { attentionRoutes } from './stub-attention.ts';
import { badgeRoutes, publicBadgeRoutes } from './stub-badges.ts';
import { planChanges } from './stub-changes.ts';
import { domainRoutes } from './stub-domains.ts';
import { eventRoutes } from './stub-events.ts';
import { keyRoutes } from './stub-keys.ts';
import { accountFor, invitationPreviews, memberRoutes, refusedOutside } from './stub-members.ts';
import { operator } from './stub-operator.ts';
import { packRoutes } from './stub-packs.ts';
import { beginSession, presenceRoutes, refusedAbsent } from './stub-presence.ts';
import { requestRoutes } from './stub-requests.ts';
import { signingRoutes } from './stub-signing.ts';
import type { World } from './stub-state.ts';
import { statementRoutes } from './stub-statements.ts';
import { usageRoutes } from './stub-usage.ts';
import { webhookRoutes } from './stub-webhooks.ts';

const challenge = 'AAECAwQFBgcICQoLDA0ODw';

const outside: Record<string, Route> = {
  ...publicBadgeRoutes,
  ...invitationPreviews,
  'GET /v1/catalog': ({ catalog }) => ok(catalog),
  'POST /v1/signup': () => accepted,
  'POST /v1/login': (world, { body }) => {
    world.returnTo = body.returnTo;
    return accepted;
  },
  'POST /v1/session/preview': ({ links, returnTo }, { body }) => {
    const email = links.get(body.token ?? '');
    return email
      ? ok<LinkPreview>({ email, organization: 'Brand Watch Ltd', ...(returnTo ? { returnTo } : {}) })
      : spent;
  },
  'POST /v1/session': (world, { body }) => {
    const { links } = world;
    const email = links.get(body.token ?? '');
    if (!email || !links.delete(body.token ?? '')) return spent;
    world.account = world.accountBehindSignIn;
    beginSession(world);
    return created<SessionView>({
      personId: 'per_1',
      accountId: 'acc_1',
      email,
      expiresAt: '2026-12-24T00:00:00.000Z',
    });
  },
  'POST /v1/session/passkey/options': () => ok({ challenge, rpId: 'localhost', userVerification: 'required' }),
  'POST /v1/session/passkey': (world, { body }) => {
    const passkey = world.passkeys.find((each) => each.id === body.response?.id);
    if (!passkey) return refuse('passkey_invalid', 'This passkey is not known here.');
    world.account = world.accountBehindSignIn;
    const email = world.accountBehindSignIn.email;
    return created<SessionView>({
      personId: 'per_1',
      accountId: 'acc_1',
      email,
      expiresAt: '2026-12-24T00:00:00.000Z',
    });
  },
};

function setCancel(world: World, id: string | undefined, cancelAtPeriodEnd: boolean): Answer {
  const subscriptions = world.account?.subscriptions ?? [];
  const subscription = subscriptions.find((each) => each.id === id);
  if (!subscription) return gone;
  subscription.cancelAtPeriodEnd = cancelAtPeriodEnd;
  subscription.endsAt = cancelAtPeriodEnd ? subscription.periodEnd : null;
  if (!cancelAtPeriodEnd) Object.assign(subscription, { pending: null, scheduled: null });
  return ok(subscription);
}

const buyer: Record<string, Route> = {
  'GET /v1/account': (world, { headers }) => ok(accountFor(world, headers['tollgate-organization'])),
  'DELETE /v1/account': (world) => {
    world.account = null;
    return accepted;
  },
  'GET /v1/account/export': (world, { query }) => {
    const rows = { exportedAt: '2026-11-24T10:00:00.000Z', trail: [], invoices: world.invoices };
    const row = { day: '2026-11-20', keyId: 'key_1', datasetId: 'posts', units: 5, requests: 1 };
    if (query.get('cursor') === 'two') return ok<ExportView>({ ...rows, usage: [{ ...row, day: '2026-11-21' }] });
    const { id, email, organization, createdAt, subscriptions } = world.account ?? world.accountBehindSignIn;
    const profile = { account: { id, email, organization, createdAt }, subscriptions, licences: [] };
    const { keys, badges, webhooks } = world;
    return ok<ExportView>({
      ...rows,
      profile: { ...profile, keys, apps: [], badges, webhooks, affiliations: [], affiliates: [] },
      usage: [row],
      invoices: [],
      cursor: 'two',
    });
  },
  'GET /v1/invoices': ({ invoices }) => listing(invoices),
  'DELETE /v1/sessions': (world) => {
    world.account = null;
    return done;
  },
  'DELETE /v1/session': (world) => {
    world.account = null;
    return done;
  },
  'GET /v1/licences': ({ licences }) => listing(licences),
  'POST /v1/licences': (world, { body }) => {
    const licence = world.licences.find((each) => each.id === body.id && each.version === body.version);
    if (!licence) return refuse('licence_stale', 'Read the current text first.');
    licence.accepted = { at: '2026-11-24T10:00:00.000Z', name: body.name ?? '', role: body.role ?? '' };
    licence.required = false;
    return created(licence);
  },
  'POST /v1/checkout': (_, { body }) => created({ url: `/elsewhere/checkout/${body.price}` }),
  'POST /v1/checkout/return': ({ account }) => ok(account ?? {}),
  'GET /v1/credit/auto-top-up': () => ok({ thresholdUnits: 500, packs: 2 }),
  'PUT /v1/credit/auto-top-up': (_, { body }) => ok(body),
  'POST /v1/credit/top-ups': () => created({ url: '/elsewhere/checkout/credit' }),
  'POST /v1/checkout/invoice': (_, { body }) =>
    body.vatId === 'FRO1234567890'
      ? refuse('invalid_request', 'vatId was not accepted.', [
          { field: 'vatId', message: 'Stripe does not take this.' },
        ])
      : created({ url: `/elsewhere/invoice/${body.price}` }),
  'POST /v1/billing-portal': () => created({ url: '/elsewhere/billing' }),
  'POST /v1/subscription/cancel': (world, { body }) => setCancel(world, body.subscription, true),
  'POST /v1/subscription/resume': (world, { body }) => setCancel(world, body.subscription, false),
  ...planChanges,
  ...attentionRoutes,
  ...keyRoutes,
  ...eventRoutes,
  ...usageRoutes,
  ...badgeRoutes,
  ...domainRoutes,
  ...affiliateRoutes,
  ...presenceRoutes,
  ...memberRoutes,
  ...appRoutes,
  ...signingRoutes,
  ...packRoutes,
  ...statementRoutes,
  ...requestRoutes,
  'POST /v1/passkeys/presence': () => ok({ challenge, rpId: 'localhost', userVerification: 'required' }),
  'GET /v1/passkeys': ({ passkeys }) => listing(passkeys),
  'POST /v1/passkeys/options': ({ account, accountBehindSignIn: { id, email } }, { body }) => {
    const { code, assertion } = body;
    if (account?.operatorStep === 'enrol_passkey' && code !== 'GOOD1-CODE1')
      return refuse('invitation_required', 'This code is not of this address, was used, or has expired.');
    if (account?.operatorStep === 'sign_in_with_passkey' && !code && !assertion)
      return refuse('presence_required', 'Confirm with a passkey that you have.');
    return ok({
      challenge,
      rp: { name: 'Parley Data', id: 'localhost' },
      user: { id: Buffer.from(id).toString('base64url'), name: email, displayName: email },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  },
  'POST /v1/passkeys': (world, { body }) => {
    const passkey = {
      id: body.response?.id ?? '',
      label: body.label ?? '',
      createdAt: '2026-11-24T10:00:00.000Z',
      operator: world.account?.operatorStep !== undefined,
    };
    if (world.account?.operatorStep) world.account.operatorStep = 'sign_in_with_passkey';
    world.passkeys.push(passkey);
    return created<PasskeyView>(passkey);
  },
  'DELETE /v1/passkeys/:id': (world, _, id) => {
    world.passkeys = world.passkeys.filter((each) => each.id !== id);
    return done;
  },
};

const matches = (route: string, call: Call) => {
  const parts = route.split(/[ /]/);
  const asked = `${call.method} ${call.path}`.split(/[ /]/);
  if (parts.length !== asked.length || !parts.every((part, at) => part === ':id' || part === asked[at]))
    return undefined;
  return asked[parts.indexOf(':id')] ?? '';
};

const differences = {
  since: '2026-11',
  text: [{ kind: 'added', lines: ['Keep a record for 365 days at most.'] }],
  terms: [{ term: 'retentionDays', label: 'Keep a record for at most', before: null, after: '365 days' }],
};

/** Answers as the API would, from the world, which it may change; undefined if the path is not the API's. */
export function answer(world: World, call: Call): Answer | undefined {
  if (call.path.endsWith('/differences')) return ok(differences);
  if (call.path.startsWith('/v1/licences/')) return { status: 200, text: world.licenceText };
  const routes = { ...outside, ...buyer, ...operator, ...webhookRoutes };
  for (const [route, handle] of Object.entries(routes)) {
    const id = matches(route, call);
    if (id === undefined) continue;
    if (route in outside) return handle(world, call, id);
    if (!world.account) return refuse('session_missing', 'Sign in first.');
    if (call.method !== 'GET' && call.headers['x-csrf'] !== '1') return refuse('csrf', 'X-CSRF is missing.');
    return refusedOutside(world, call) ?? refusedAbsent(world, call) ?? handle(world, call, id);
  }
  return call.path.startsWith('/v1/') ? gone : undefined;
}
