/** An organization whose mark is shown, with seats, and the people that it vouches for, at times of the test’s own. */
import type { Grant } from '../../shared/domain/billing/grant.ts';
import type { BadgeReview } from '../../shared/domain/catalog/badge-review.ts';
import type {
  AffiliatesView,
  AffiliateView,
  AffiliationView,
  Problem,
  PublicBadgeView,
} from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { keptTxtRecords } from '../support/kept-records.ts';

const grantOf = (affiliates: number, until: string): Grant => ({
  ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified_organization', status: 'active', interval: 'month' },
  ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: until, paidUntil: until, fullUntil: until },
  ...{ graceUntil: until, affiliates },
});

/** Its people sign in as they are needed: sessions last a week. */
export async function organizationWorld(review: Partial<BadgeReview> = {}) {
  let now = start;
  let version = 0;
  const clock = () => now;
  const resolver = keptTxtRecords();
  const badgeReview = { ...catalog.settings.badgeReview, ...review, minAccountAgeDays: 0 };
  const settings = { ...catalog.settings, badgeReview };
  const table = memoryTable({ now: clock });
  const app = assemble({ table, stripe: {} as StripeGateway, now: clock, resolver, catalog: { ...catalog, settings } });
  const acme = await signUp(app, 'it@acme.example');
  const operator = await signUp(app, 'operator@example.com');
  const acmeId = (await app.deps.accounts.findByEmail(acme.email))!.id;
  const pays = (affiliates: number, until = '2027-12-01T00:00:00.000Z') =>
    app.deps.access.grant(acmeId, { version: ++version, grants: [grantOf(affiliates, until)] });
  const decide = (decision: string, handle: string, body: object = {}) =>
    operator.send<Problem>('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: 'reviewed', ...body });
  await pays(2);
  const profile = { kind: 'organization', handle: 'acme', displayName: 'Acme Ltd', url: 'https://acme.example/' };
  await acme.send('POST', '/v1/badges', profile);
  const { record } = (await acme.get<{ record: { name: string; value: string } }>('/v1/badges/acme/domain')).body;
  resolver.set(record.name, [[record.value]]);
  await acme.send('POST', '/v1/badges/acme/domain/check');
  const approved = await decide('approve', 'acme');
  if (approved.status !== 200) throw new Error(approved.text);
  Object.assign(badgeReview, review);

  const path = '/v1/badges/acme/affiliates';
  const person = (name: string) => signUp(app, `${name}@acme.example`);
  const invite = (email: string) => acme.send<AffiliateView>('POST', path, { email });
  const accept = (who: Person, id: string, handle: string) =>
    who.send<AffiliationView>('POST', `/v1/affiliations/${id}/accept`, {
      ...{ handle, displayName: `${handle} of Acme`, url: `https://${handle}.example/` },
    });
  const accountOf = async (handle: string) => (await app.deps.badges.find(handle))!.accountId;
  return {
    ...{ app, acme, acmeId, operator, pays, decide, person, invite, accept, accountOf, now: clock },
    pass(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
    async affiliate(name: string) {
      const who = await person(name);
      const { id } = (await invite(who.email)).body;
      const reply = await accept(who, id, name);
      if (reply.status !== 201) throw new Error(reply.text);
      return { person: who, id };
    },
    /** Confirms the profile that is shown, unless another version is given. */
    async confirm(id: string, version?: number) {
      const listed = (await acme.get<AffiliatesView>(path)).body.data.find((each) => each.id === id);
      const seen = version ?? listed?.toConfirm?.version ?? 0;
      return acme.send<AffiliateView>('POST', `${path}/${id}/confirm`, { version: seen });
    },
    list: async () => (await acme.get<AffiliatesView>(path)).body,
    shown: async (handle: string) => (await app.request<PublicBadgeView>('GET', `/badges/${handle}.json`)).body,
    /** The last news of a badge to webhooks. */
    told: async (handle: string) => (await app.deps.badgeLooks.notified(await accountOf(handle), handle)).status,
    /** The change is over, and the next run of the schedule was. */
    async looked() {
      now = new Date(now.getTime() + 60_000);
      await app.lookAtBadges();
      await app.drain();
    },
  };
}

export type OrganizationWorld = Awaited<ReturnType<typeof organizationWorld>>;
