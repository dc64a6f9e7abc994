import { holdsSeat, paidSeats } from '../../domain/badges/affiliate.ts';
import { type PublicStatus, publicStatus } from '../../domain/badges/badge.ts';
import { lacksProof } from '../../domain/badges/challenge.ts';
import { hasLapsed } from '../../domain/badges/lapse.ts';
import type { ShownApplication } from '../../domain/badges/shown.ts';
import { accessAt, badgesAt } from '../../domain/billing/entitlement.ts';
import { never } from '../../domain/billing/period.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { badgeOf } from '../../domain/catalog/look-up.ts';
import type { BadgeRead, ReadBadge } from '../../storage/badges/badge-reads.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';

/**
 * The payment of a badge now. `until`: when it ends, by the grant that lasts longest, for an affiliate the organization's; null: it does
 * not end. `paidTooLate`: it was paid for again after its review had lapsed. It counts as unpaid until that is noted and it is in review.
 * `hidden`: it is paid for but not shown, since its domain is not proven or its organization's badge is suspended.
 */
export type BadgePayment = {
  readonly paid: boolean;
  readonly paidTooLate: boolean;
  readonly hidden: boolean;
  readonly until: string | null;
};

type Pricing = { readonly catalog: Catalog; readonly now: () => Date };

/** A badge's payment and its public status; `status` is null until the first approval. */
export type BadgeStatus = BadgePayment & { readonly status: PublicStatus | null };

/** The payment and status of a badge now; everything shown of it follows from this. */
export function badgeStatusOf(pricing: Pricing, read: BadgeRead): BadgeStatus {
  const payment = paymentIn(pricing, read);
  return { ...payment, status: publicStatus(read.application, payment.paid, payment.hidden) };
}

/**
 * The payment of a badge: by its holder, or for an affiliate by an organization that pays for the seat it holds. An affiliate's badge is
 * shown only while the organization's own is.
 */
function paymentIn(pricing: Pricing, { parent, ...own }: BadgeRead): BadgePayment {
  if (own.application.parent === null) return ownPayment(pricing, own);
  const ofParent = parent && ownPayment(pricing, parent);
  const status = parent && ofParent && publicStatus(parent.application, ofParent.paid, ofParent.hidden);
  const isSeated = parent !== null && isSeatedBy(pricing, own.application, parent);
  const stands = (status === 'verified' || status === 'suspended') && isSeated && !own.access.suspended;
  return { paid: stands, paidTooLate: false, hidden: status === 'suspended', until: ofParent?.until ?? null };
}

function isSeatedBy(
  { catalog, now }: Pricing,
  { affiliation }: ShownApplication,
  { application, access }: ReadBadge,
): boolean {
  const badge = badgeOf(catalog, application.badge);
  const seats = access.seats[application.badge];
  if (affiliation === null || !badge || !seats) return false;
  return holdsSeat(seats, affiliation, paidSeats(badge, access.grants, now()).paid);
}

function ownPayment({ catalog, now }: Pricing, { application, access }: ReadBadge): BadgePayment {
  const { badge } = application;
  const { grants, suspended } = access;
  const isBought = !suspended && badgesAt(catalog, grants, now()).includes(badge);
  const isLapsed = hasLapsed(application, catalog.settings.badgeReview, now().toISOString());
  const includedIn = badgeOf(catalog, badge)?.includedInPlans ?? [];
  const paying = grants.filter(({ kind, id }) => (kind === 'badge' ? id === badge : includedIn.includes(id)));
  const last = paying
    .flatMap((grant) => accessAt(grant, now()).until ?? [])
    .toSorted()
    .at(-1);
  return {
    paid: isBought && !isLapsed,
    paidTooLate: isBought && isLapsed,
    hidden: lacksProof(application, catalog.settings.badgeReview),
    until: last === undefined || last === never ? null : last,
  };
}

/** The stores that a badge's payment is read from. */
export type PaidDeps = Pricing & {
  readonly access: Pick<AccessStates, 'readHolder'>;
  readonly badges: Pick<Badges, 'find'>;
};

/** The payment of an application, which need not be stored. */
export async function paymentOf(deps: PaidDeps, application: ShownApplication): Promise<BadgePayment> {
  const { access, badges } = deps;
  const parent = application.parent === null ? null : await badges.find(application.parent);
  const [own, ofParent] = await Promise.all([
    access.readHolder(application.accountId),
    parent && access.readHolder(parent.accountId),
  ]);
  return paymentIn(deps, {
    application,
    access: own,
    parent: parent && ofParent && { application: parent, access: ofParent },
  });
}
