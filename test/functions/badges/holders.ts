/** Badges that stand, lapse or are revoked, without going through applications and payments. */
import { type BadgeApplication, undecided } from '../../../shared/domain/badges/badge.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import defaultCatalog from '../../../tollgate.config.ts';
import { assemble } from '../../support/app.ts';

export const at = '2026-11-24T12:00:00.000Z';
const later = '2026-12-24T12:00:00.000Z';

const applicationOf = (handle: string, more: Partial<BadgeApplication> = {}): BadgeApplication => ({
  ...undecided,
  ...{ handle, accountId: `acc_${handle}`, email: `${handle}@holder.example`, badge: 'verified', kind: 'person' },
  ...{
    displayName: handle.replace(/^./, (letter) => letter.toUpperCase()),
    url: 'https://ada.example/',
    picture: null,
    state: 'approved',
    reason: null,
  },
  ...{ appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 1 },
  provenDomain: more.kind === undefined || more.kind === 'person' ? null : 'ada.example',
  affiliation: more.parent ? `affiliation_of_${handle}` : null,
  ...more,
});

const grantOf = (id: string): Grant => ({
  ...{ subscriptionId: 'sub_1', kind: 'badge', id, status: 'active', interval: 'month' },
  ...(id === 'verified_organization' && { affiliates: 9 }),
  ...{ periodStart: at, periodEnd: later, paidUntil: later, fullUntil: later, graceUntil: later },
});

type Options = { readonly table?: Table; readonly catalog?: Catalog };

/** An app over a table whose reads may be watched. */
export function holdersWorld({ table = memoryTable(), catalog = defaultCatalog }: Options = {}) {
  let now = new Date('2026-11-26T08:00:00.000Z');
  const app = assemble({ table, stripe: {} as StripeGateway, now: () => now, catalog });
  const seat = async (parent: string, affiliation: string) => {
    const of = { organization: `acc_${parent}`, badge: 'verified_organization' };
    const seats = await app.deps.affiliates.seatsOf(of);
    const accepted = [...seats.accepted, affiliation];
    await app.deps.affiliates.setCeiling(of, { ...seats, accepted, version: seats.version + 1 });
  };
  const line = (accountId: string) => ({
    ...{ id: app.deps.newId(), accountId, at, action: 'test', actor: 'tollgate' as const, detail: {} },
  });
  return {
    app,
    get: <T = Record<string, unknown>>(path: string, headers: Readonly<Record<string, string>> = {}) =>
      app.request<T>('GET', path, { headers }),
    async apply(handle: string, more: Partial<BadgeApplication> & { readonly paid?: boolean } = {}) {
      const { paid = true, ...rest } = more;
      const application = applicationOf(handle, rest);
      const { pictureSha256: sha256 } = application;
      const picture = { bytes: new Uint8Array(8), type: 'image/png', width: 1, height: 1 };
      if (sha256 !== null) await app.deps.pictures.put(application, { ...picture, sha256 }, at);
      const made = await app.deps.badges.insert(application, line(application.accountId));
      if (made !== 'made') throw new Error(`Applying for ${handle} came to ${made}`);
      if (application.parent && application.affiliation) await seat(application.parent, application.affiliation);
      const grants = paid ? [grantOf(application.badge)] : [];
      await app.deps.access.grant(application.accountId, { version: 1, grants });
      return application;
    },
    async change(application: BadgeApplication, change: Partial<BadgeApplication>) {
      const next = { ...application, ...change, version: application.version + 1 };
      if (!(await app.deps.badges.replace(application, next, line(next.accountId))))
        throw new Error('It was changed meanwhile');
      return next;
    },
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}
