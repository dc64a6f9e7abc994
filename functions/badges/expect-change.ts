import type { BadgeLooks } from '../../shared/storage/badge-looks.ts';

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
