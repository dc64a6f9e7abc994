import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { accessAt, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccessStates } from '../../shared/storage/access.ts';

type PaidDeps = { readonly catalog: Catalog; readonly access: Pick<AccessStates, 'read'>; readonly now: () => Date };

/** Whether the badge is paid for now, and until when; `until` is null where a plan includes it. */
export async function paymentOf(
  { catalog, access, now }: PaidDeps,
  { accountId, badge }: Pick<BadgeApplication, 'accountId' | 'badge'>,
): Promise<{ readonly paid: boolean; readonly until: string | null }> {
  const { grants, suspended } = await access.read(accountId);
  const paid = !suspended && entitlementAt(catalog, grants, now()).badges.includes(badge);
  const own = grants.filter(({ kind, id }) => kind === 'badge' && id === badge);
  const ends = own.flatMap((grant) => accessAt(grant, now()).until ?? []);
  return { paid, until: ends.toSorted().at(-1) ?? null };
}
