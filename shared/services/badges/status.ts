import { holdsSeat, paidSeats } from '../../domain/badges/affiliate.ts';
import { type BadgeApplication, type PublicStatus, publicStatus } from '../../domain/badges/badge.ts';
import { lacksProof } from '../../domain/badges/challenge.ts';
import { hasLapsed } from '../../domain/badges/lapse.ts';
import { never } from '../../domain/billing/credit.ts';
import { accessAt, entitlementAt } from '../../domain/billing/entitlement.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { badgeOf } from '../../domain/catalog/look-up.ts';
import type { BadgeRead, ReadBadge } from '../../storage/badges/badge-reads.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';

/**
 * Whether a badge is paid for now, and until when: by what pays for it longest, an affiliate's by its organization's, null where no time ends it. One that is paid for
 * again too late for its review to count is not paid for until that is noted, and it is in review. `heldBack`: paid for, and not shown all
 * the same, since its domain is not proven, or its organization's mark is not shown.
 */
export type BadgePayment = {
  readonly paid: boolean;
  readonly paidTooLate: boolean;
  readonly heldBack: boolean;
  readonly until: string | null;
};

type Pricing = { readonly catalog: Catalog; readonly now: () => Date };

/** What a badge comes to for the public; `status` is null until it was first approved. */
export type BadgeStatus = BadgePayment & { readonly status: PublicStatus | null };

/** How a badge stands now. Everything that is shown of it follows from this. */
export function badgeStatusOf(pricing: Pricing, read: BadgeRead): BadgeStatus {
  const payment = paymentIn(pricing, read);
  return { ...payment, status: publicStatus(read.application, payment.paid, payment.heldBack) };
}

/**
 * Whether it is paid for: by its holder, or as an affiliate's by an organization that pays for a seat which it holds. It is shown as long as
 * the organization's own mark is.
 */
function paymentIn(pricing: Pricing, { parent, ...own }: BadgeRead): BadgePayment {
  if (own.application.parent === null) return ownPayment(pricing, own);
  const ofParent = parent && ownPayment(pricing, parent);
  const status = parent && ofParent && publicStatus(parent.application, ofParent.paid, ofParent.heldBack);
  const isSeated = parent !== null && isSeatedBy(pricing, own.application, parent);
  const stands = (status === 'verified' || status === 'suspended') && isSeated && !own.access.suspended;
  return { paid: stands, paidTooLate: false, heldBack: status === 'suspended', until: ofParent?.until ?? null };
}

function isSeatedBy(
  { catalog, now }: Pricing,
  { affiliation }: BadgeApplication,
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
  const isBought = !suspended && entitlementAt(catalog, grants, now()).badges.includes(badge);
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
    heldBack: lacksProof(application, catalog.settings.badgeReview),
    until: last === undefined || last === never ? null : last,
  };
}

export type PaidDeps = Pricing & {
  readonly access: Pick<AccessStates, 'read'>;
  readonly badges: Pick<Badges, 'find'>;
};

/** The same for an application at hand, which need not be stored. */
export async function paymentOf(deps: PaidDeps, application: BadgeApplication): Promise<BadgePayment> {
  const { access, badges } = deps;
  const parent = application.parent === null ? null : await badges.find(application.parent);
  const [own, ofParent] = await Promise.all([
    access.read(application.accountId),
    parent && access.read(parent.accountId),
  ]);
  return paymentIn(deps, {
    application,
    access: own,
    parent: parent && ofParent && { application: parent, access: ofParent },
  });
}
