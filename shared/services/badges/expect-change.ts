import { mapConcurrent } from '../../concurrency.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import type { BadgeLooks } from '../../storage/badges/badge-looks.ts';

export type ExpectChangeDeps = {
  readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** Longer than a function that changes a badge may run. */
const settledMs = 30_000;

/**
 * Said before whatever may change how the public sees an account's badges: once the change is over, made or not, they are looked at, and webhooks
 * are told what is different (decision 0013).
 */
export const expectBadgeChange = ({ badgeLooks, now, newId }: ExpectChangeDeps, accountId: string): Promise<void> =>
  badgeLooks.expect({ accountId, id: newId() }, new Date(now().getTime() + settledMs));

const maxAtOnce = 10;

/** The same of those whom an organization vouches for, before its badge goes: after that nobody finds them by it. */
export async function expectAffiliatesChange(
  deps: ExpectChangeDeps & { readonly affiliates: Pick<Affiliates, 'listOf'> },
  { accountId, badge, kind }: Pick<BadgeApplication, 'accountId' | 'badge' | 'kind'>,
): Promise<void> {
  if (kind === 'person') return;
  const affiliations = await deps.affiliates.listOf({ organization: accountId, badge });
  const accounts = new Set(affiliations.flatMap((each) => each.accountId ?? []));
  await mapConcurrent(maxAtOnce, [...accounts], (each) => expectBadgeChange(deps, each));
}
