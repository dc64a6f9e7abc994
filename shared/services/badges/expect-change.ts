import { mapConcurrent } from '../../concurrency.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import type { BadgeLooks } from '../../storage/badges/badge-looks.ts';

/** The needs of announcing that badges may change. */
export type ExpectChangeDeps = {
  readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** Longer than any function that changes a badge may run. */
const settledMs = 30_000;

/**
 * Schedules a check of an account's badges, before a change that the public may see. Once the change is over, made or not, the badges are
 * checked, and webhooks are told of differences (decision 0013).
 */
export const expectBadgeChange = ({ badgeLooks, now, newId }: ExpectChangeDeps, accountId: string): Promise<void> =>
  badgeLooks.expect({ accountId, id: newId() }, new Date(now().getTime() + settledMs));

const maxAtOnce = 10;

/**
 * Schedules the same check for an organization's affiliates. It comes before the organization's badge goes, since afterwards they cannot be
 * found through it.
 */
export async function expectAffiliatesChange(
  deps: ExpectChangeDeps & { readonly affiliates: Pick<Affiliates, 'listOf'> },
  { accountId, badge, kind }: Pick<BadgeApplication, 'accountId' | 'badge' | 'kind'>,
): Promise<void> {
  if (kind === 'person') return;
  const affiliations = await deps.affiliates.listOf({ organization: accountId, badge });
  const accounts = new Set(affiliations.flatMap((each) => each.accountId ?? []));
  await mapConcurrent(maxAtOnce, [...accounts], (each) => expectBadgeChange(deps, each));
}
