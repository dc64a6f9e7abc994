/** How markers of work on badges look; nothing else knows. */
import { prefixes } from './prefixes.ts';
import type { Key } from './table.ts';

/** That an account's badges are to be looked at. */
export const badgeLookKey = (accountId: string, because: 'change' | 'end'): Key => ({
  pk: prefixes.look + accountId,
  sk: because === 'change' ? 'BADGES' : 'BADGES#END',
});
/** What webhooks were told of a badge. */
export const badgeToldKey = (accountId: string, handle: string): Key => ({
  pk: prefixes.told + accountId,
  sk: `TOLD#${handle}`,
});
