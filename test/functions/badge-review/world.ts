/** A holder who pays for a badge and an operator who decides on it, at times of the test's own. */
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { BadgeReview } from '../../../shared/domain/catalog/badge-review.ts';
import type { AdminBadgeView, BadgeView, Listing, PublicBadgeView } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import catalog from '../../../tollgate.config.ts';
import { type App, type AppOptions, assemble } from '../../support/app.ts';
import { signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';

export const grantOf = (subscriptionId = 'sub_1'): Grant => ({
  ...{ subscriptionId, kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
  ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2028-12-01T00:00:00.000Z' },
  ...{ paidUntil: '2028-12-01T00:00:00.000Z', fullUntil: '2028-12-01T00:00:00.000Z' },
  graceUntil: '2028-12-01T00:00:00.000Z',
});

const profile = { handle: 'ada', displayName: 'Ada', kind: 'person', url: 'https://ada.example/' };
type Options = Partial<AppOptions> & { readonly review?: Partial<BadgeReview> };

export async function reviewWorld({ review = {}, ...options }: Options = {}) {
  let now = start;
  const clock = () => now;
  const badgeReview = { ...catalog.settings.badgeReview, ...review };
  const app = assemble({
    table: memoryTable({ now: clock }),
    stripe: {} as StripeGateway,
    now: clock,
    catalog: { ...catalog, settings: { ...catalog.settings, badgeReview } },
    ...options,
  });
  const holder = await lasting(app, 'ada@buyer.example');
  const other = await lasting(app, 'eve@buyer.example');
  const operator = await lasting(app, 'operator@example.com');
  const accountId = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
  let grants = 0;
  return {
    app,
    holder,
    other,
    operator,
    accountId,
    /** Sessions end within a week: everybody signs in again. */
    async pass(days: number) {
      now = new Date(now.getTime() + days * 86_400_000);
      for (const person of [holder, other, operator]) await person.signInAgain();
    },
    /** Says what Stripe grants, and lets the look at the account's badges happen. */
    async paid(granted: readonly Grant[] = [grantOf()]) {
      grants += 1;
      await app.deps.access.grant(accountId, { version: grants, grants: granted });
      const event = { id: `evt_access_${grants}`, type: 'access.changed', accountId, at: now.toISOString() } as const;
      await app.deps.webhookEvents.send({ event: { ...event, data: { version: grants } } });
      await app.drain();
    },
    apply: (more: object = {}, person = holder) =>
      person.send<BadgeView>('POST', '/v1/badges', { ...profile, ...more }),
    change: (body: object, handle = 'ada') => holder.send<BadgeView>('PATCH', `/v1/badges/${handle}`, body),
    appeal: (text: unknown = 'It is me.') => holder.send<BadgeView>('POST', '/v1/badges/ada/appeal', { text }),
    decide: (decision: string, body: object = {}, handle = 'ada') =>
      operator.send<AdminBadgeView>('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: 'reviewed', ...body }),
    mine: async () => (await holder.get<Listing<BadgeView>>('/v1/badges')).body.data,
    queue: async (state: string) =>
      (await operator.get<Listing<AdminBadgeView>>(`/v1/admin/badges?state=${state}`)).body.data,
    shown: (handle = 'ada') => app.request<PublicBadgeView>('GET', `/badges/${handle}.json`),
    async mailed() {
      await app.drain();
      return app.mails
        .filter(({ to, subject }) => to === 'ada@buyer.example' && /badge|application|appeal|information/.test(subject))
        .at(-1)!;
    },
  };
}

/** A person whose session may be another one later. */
async function lasting(app: App, email: string) {
  let person = await signUp(app, email);
  return {
    get: <T = Record<string, unknown>>(path: string) => person.get<T>(path),
    send: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
      person.send<T>(method, path, body),
    async signInAgain() {
      person = await signUp(app, email);
    },
  };
}
