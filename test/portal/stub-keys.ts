import type { CreatedKeyView, KeyDayView, KeyDetailView, KeyView } from '../../shared/http/views.ts';
import { created, done, gone, listing, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

const now = '2026-11-24T10:00:00.000Z';
const hourMs = 3_600_000;

const dayAgo = (days: number): string => new Date(Date.now() - days * 24 * hourMs).toISOString().slice(0, 10);

/** The days of every key but a new one, up to today. */
const someDays = (): KeyDayView[] =>
  [20, 6, 5, 3, 1, 0].map((ago) => ({
    day: dayAgo(ago),
    units: ago * 120 + 40,
    requests: ago * 4 + 2,
    refused: ago === 3 ? 7 : 0,
  }));

const secretOf = (start: string) => `${start}efghijklmnopqrstuvwxyz0123abc123`;

function detailOf({ keys, successors = {} }: World, key: KeyView): KeyDetailView {
  const before = keys.find(({ id }) => successors[id] === key.id);
  const days = key.id === 'key_1' || key.id === 'key_3' ? someDays() : [];
  const sum = (name: 'units' | 'requests' | 'refused') => days.reduce((total, day) => total + day[name], 0);
  return {
    ...key,
    previous: before ? { id: before.id, worksUntil: before.revokedAt === null ? before.expiresAt : null } : null,
    next: successors[key.id] ?? null,
    days,
    total: { units: sum('units'), requests: sum('requests'), refused: sum('refused') },
    reasons: days.length > 0 ? [{ reason: 'payment_required', count: 7 }] : [],
    refusedSince: '2026-10-25T10:00:00.000Z',
    lastReadOn: days.at(-1)?.day ?? null,
    lastRefused: days.length > 0 ? { at: '2026-11-24T09:31:00.000Z', address: '203.0.113.7' } : null,
  };
}

const fixed = {
  ...{ scopes: [], cidrs: [], createdAt: now, expiresAt: null, revokedAt: null, purpose: null },
};

const isRange = (range: unknown) => /^[\d.]+\/\d+$/.test(String(range));

/** The keys of the organization, as the API answers and changes them. */
export const keyRoutes: Record<string, Route> = {
  'GET /v1/keys': ({ keys }) => listing(keys),
  'POST /v1/keys': (world, { body }) => {
    if (world.licences.some((each) => each.required)) {
      return refuse('licence_not_accepted', 'Accept the licence of every dataset first.');
    }
    const environment = body.environment === 'live' ? 'live' : 'test';
    const app = body.app ?? 'default';
    const view = { id: `key_${world.keys.length + 1}`, label: body.label ?? '', environment } as const;
    const key = { ...view, ...fixed, app, start: `tg_${environment}_abcd` };
    world.keys.push(key);
    return created<CreatedKeyView>({ ...key, secret: secretOf(key.start) });
  },
  'GET /v1/keys/:id': (world, _, id) => {
    const key = world.keys.find((each) => each.id === id);
    return key ? ok<KeyDetailView>(detailOf(world, key)) : gone;
  },
  'PATCH /v1/keys/:id': ({ keys }, { body }, id) => {
    const key = keys.find((each) => each.id === id);
    if (!key) return gone;
    const wrong = [...((body.cidrs as unknown as string[]) ?? [])].findIndex((range) => !isRange(range));
    const message = 'must be an address range such as 192.0.2.0/24';
    if (wrong >= 0) return refuse('invalid_request', 'cidrs was not accepted.', [{ field: `cidrs.${wrong}`, message }]);
    Object.assign(key, body);
    return done;
  },
  'POST /v1/keys/:id/rotate': (world, { body }, id) => {
    const old = world.keys.find((each) => each.id === id);
    if (!old) return gone;
    const next = { ...old, id: `key_${world.keys.length + 1}`, start: 'tg_live_next', createdAt: now };
    old.expiresAt = new Date(Date.now() + Number(body.overlapSeconds) * 1000).toISOString();
    world.keys.push(next);
    world.successors = { ...world.successors, [old.id]: next.id };
    return created<CreatedKeyView>({ ...next, secret: secretOf(next.start) });
  },
  'DELETE /v1/keys/:id': ({ keys }, _, id) => {
    const key = keys.find((each) => each.id === id);
    if (!key) return gone;
    key.revokedAt = now;
    return done;
  },
};
