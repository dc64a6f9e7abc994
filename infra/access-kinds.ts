/**
 * Kinds of what decides access, for functions that may not read all of `access`: the acceptances of licences name people. Each function
 * gets the kinds that its reads need (`shared/storage/billing/access-state.ts`).
 */

/** Enough to decide whether a badge is paid for. */
export const holderAccess = ['grant', 'suspension', 'seat'] as const;

/** All but the acceptances of licences. */
export const paidAccess = [...holderAccess, 'spendCap', 'left'] as const;
