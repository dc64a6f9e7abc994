import type { AdminBadgeView, BadgeView } from '../../shared/http/views.ts';
import { type Answer, created, done, drawn, gone, listing, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

/** A picture of one point, as a file and as a form sends it. */
export const onePoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const badge: BadgeView = {
  handle: 'brandwatch',
  kind: 'organization',
  badge: 'verified',
  displayName: 'Brand "Watch" Ltd',
  url: 'https://brandwatch.example/',
  picture: 'https://brandwatch.example/logo.png',
  pictureUrl: '/badges/brandwatch/picture',
  state: 'approved',
  verified: true,
  reason: null,
  request: null,
  answer: null,
  checks: [],
  appeal: null,
  canAppealUntil: null,
  refund: 'none',
  refundAt: null,
  parent: null,
  provenDomain: 'brandwatch.example',
  appliedAt: '2026-11-07T10:00:00.000Z',
  decidedAt: '2026-11-08T10:00:00.000Z',
};
const plain = { ...badge, pictureUrl: null, picture: null, provenDomain: null, verified: false };
const later = '2026-12-05T00:00:00.000Z';
const unpaid = { ...plain, state: 'awaiting_payment', decidedAt: null } as const;

const passed: BadgeView['checks'] = ['account_age', 'email', 'handle'].map((rule) => ({
  ...{ rule, outcome: 'passed' },
  detail: '',
}));
const checks: BadgeView['checks'] = [
  ...passed,
  { rule: 'picture', outcome: 'failed', detail: 'The address did not answer within 5 seconds.' },
  { rule: 'name', outcome: 'noted', detail: 'It has letters of two scripts: Latin and Cyrillic.' },
];

/** One badge in every state; the first is public. */
export const someBadges = (): BadgeView[] => [
  badge,
  { ...unpaid, handle: 'dana', displayName: 'Dana Haddad', kind: 'person' },
  { ...unpaid, handle: 'newsdesk', displayName: 'News Desk Ltd', badge: 'verified_organization' },
  {
    ...{ ...plain, handle: 'acme', displayName: 'Acme', state: 'refused', reason: 'The site does not name you.' },
    ...{ canAppealUntil: later, refund: 'due', refundAt: later },
  },
  {
    ...{ ...plain, handle: 'daily_mirror', displayName: 'صحيفة المرآة اليومية', state: 'needs_more' },
    request: 'Which of the two newspapers of this name are you?\nA link on your site to this page would be enough.',
  },
  { ...unpaid, handle: 'paypa1', displayName: 'Раyраl', state: 'checks_failed', checks },
  { ...plain, handle: 'old_desk', displayName: 'Old Desk', state: 'revoked', reason: 'The site was sold to others.' },
  { ...plain, handle: 'reporter', displayName: 'A Reporter', kind: 'person', state: 'approved', parent: 'brandwatch' },
];

const applicant = { accountId: 'acc_7', email: 'editor@newsroom.example', version: 3 };
const known = { ...applicant, accountCreatedAt: '2026-11-01T09:00:00.000Z' };
const history: AdminBadgeView['history'] = [
  { at: '2026-11-12T08:00:00.000Z', action: 'appealed', actor: 'editor@newsroom.example', reason: null },
  {
    ...{ at: '2026-11-10T10:00:00.000Z', action: 'refused', actor: 'operator@example.com' },
    reason: 'The site does not name the account.',
  },
  { at: '2026-11-07T10:00:00.000Z', action: 'profile_changed', actor: 'editor@newsroom.example', reason: null },
];

/** One badge that waits for a decision, and others that do not. */
export const someAdminBadges = (): AdminBadgeView[] => [
  {
    ...{ ...badge, ...known, handle: 'newsroom', displayName: 'The Newsroom', state: 'in_review', verified: false },
    ...{ decidedAt: null, history, checks: [...passed, ...checks.slice(4)], url: 'https://bücher.example/newsroom' },
    appeal: { text: 'Our imprint names this account since Monday.', at: '2026-11-12T08:00:00.000Z' },
  },
  { ...plain, ...known, handle: 'paypa1', displayName: 'Раyраl', state: 'checks_failed', checks, history: [] },
  {
    ...{ ...badge, ...known, handle: 'reporter', displayName: 'A Reporter', kind: 'person', parent: 'brandwatch' },
    ...{ history, answer: 'The one in Leeds.', accountCreatedAt: null },
  },
];

function change(world: World, handle: string, changed: Partial<BadgeView>): Answer {
  const found = world.badges.find((each) => each.handle === handle);
  return found ? ok(Object.assign(found, changed)) : gone;
}

type Sent = Partial<Pick<BadgeView, 'handle' | 'displayName' | 'url' | 'picture'>>;

const taken = () =>
  refuse('handle_taken', 'Choose another handle.', [{ field: 'handle', message: 'This handle is taken.' }]);

/** A holder's routes. */
export const badgeRoutes: Record<string, Route> = {
  'GET /v1/badges': ({ badges }) => listing(badges),
  'POST /v1/badges': (world, { body }) => {
    if (world.badges.some(({ handle }) => handle === body.handle)) return taken();
    const { handle = '', displayName = '', url = '', kind = 'person' } = body;
    const profile = { handle, displayName, url, kind: kind as BadgeView['kind'] };
    const added: BadgeView = { ...unpaid, ...profile, appliedAt: '2026-11-24T10:00:00.000Z' };
    world.badges.push(added);
    return created(added);
  },
  'PATCH /v1/badges/:id': (world, { body }, id) => {
    const sent = body as unknown as Sent;
    if (sent.handle !== undefined && world.badges.some(({ handle }) => handle === sent.handle)) return taken();
    return change(world, id, { ...sent, state: 'in_review', verified: false, request: null });
  },
  'DELETE /v1/badges/:id': (world, _, id) => {
    world.badges = world.badges.filter(({ handle }) => handle !== id);
    return done;
  },
  'POST /v1/badges/:id/appeal': (world, { body }, id) =>
    change(world, id, {
      state: 'in_review',
      appeal: { text: body.text ?? '', at: '2026-11-24T10:00:00.000Z' },
      canAppealUntil: null,
    }),
};

const mark = (label: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="140" height="28" viewBox="0 0 140 28"><rect width="140" height="28" rx="6" fill="#0b6b3a"/><text x="10" y="19" fill="#fff" font-size="13" font-family="sans-serif">${label}</text></svg>`;

/** The public routes of a badge: the mark in the requested form, and the picture. */
export const publicBadgeRoutes: Record<string, Route> = {
  'GET /badges/:id': (_, { query }, id) => drawn('image/svg+xml', mark(`${id.split('.')[0]} ${query.get('theme')}`)),
  'GET /badges/:id/picture': () => drawn('image/png', onePoint),
};

const states = { approve: 'approved', ask: 'needs_more', refuse: 'refused', revoke: 'revoked' } as const;

function decide(world: World, handle: string, decision: keyof typeof states, reason = ''): Answer {
  const found = world.adminBadges.find((each) => each.handle === handle);
  if (!found) return gone;
  const state = states[decision];
  const said = decision === 'ask' ? { request: reason } : { reason };
  const decidedAt = '2026-11-24T10:00:00.000Z';
  return ok(Object.assign(found, { state, verified: decision === 'approve', decidedAt, ...said }));
}

/** An operator's decisions. */
export const decisionRoutes: Record<string, Route> = Object.fromEntries(
  (['approve', 'ask', 'refuse', 'revoke'] as const).map((decision): [string, Route] => [
    `POST /v1/admin/badges/:id/${decision}`,
    (world, { body }, id) => decide(world, id, decision, body.reason),
  ]),
);
