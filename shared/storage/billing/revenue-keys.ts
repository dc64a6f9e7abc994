import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The rollups of a currency: a UTC day each, and `NOW`, which sorts after every day. "@" begins no account's id. */
export const revenuePartition = (currency: string): string => `${prefixes.revenue}@${currency}`;

/** The standing of a currency. */
export const revenueNow = 'NOW';

/** A rollup of a currency. */
export const revenueKey = (currency: string, day: string): Key => ({ pk: revenuePartition(currency), sk: day });

/** The mark of a refund that a rollup has. It names no organization, so it stays when one leaves. */
export const refundKey = (refundId: string): Key => ({ pk: `${prefixes.revenue}@refund:${refundId}`, sk: 'COUNTED' });

/** An organization's place in a list of the console. */
export const placeKey = (accountId: string, list: 'FAILING' | 'FAILINGCREDIT' | 'MONTHLY'): Key => ({
  pk: prefixes.revenue + accountId,
  sk: list,
});

/** The mark that an event of Stripe was tried in vain. */
export const stuckEventKey = (eventId: string): Key => ({ pk: prefixes.event + eventId, sk: 'STUCK' });
