/** How markers of work on badges look; nothing else knows. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

const lookOf = { change: 'BADGES', end: 'BADGES#END' };

/** That an account's badges are to be looked at; for each reason once, so that none takes another's place. */
export const badgeLookKey = (accountId: string, because: keyof typeof lookOf): Key => ({
  pk: prefixes.look + accountId,
  sk: lookOf[because],
});
/** The news of a badge that webhooks were told. */
export const badgeNotifiedKey = (accountId: string, handle: string): Key => ({
  pk: prefixes.told + accountId,
  sk: `TOLD#${handle}`,
});
