/** Changes that are not complete at Stripe yet: a function ended before their last call, or their buyer paid later. */
import type { Subscription } from './subscription.ts';

/**
 * Whether the invoice of a change by invoice is still a draft. Stripe sends none by itself (decision 0061). One that cannot become final
 * waits for another address.
 */
export const hasUnsentChange = ({ collection, latestInvoice, endedAt }: Subscription): boolean =>
  endedAt === null &&
  collection === 'send_invoice' &&
  latestInvoice?.status === 'draft' &&
  latestInvoice.totalMinor === undefined &&
  latestInvoice.finalizationError === undefined;

/** Whether an item of which none are left is to be taken away. */
const hasEmptyItem = ({ items, endedAt, pendingChange, scheduledChange }: Subscription): boolean =>
  endedAt === null &&
  !pendingChange &&
  !scheduledChange &&
  items.some(({ quantity }) => quantity === 0) &&
  items.some(({ quantity }) => quantity !== 0);

/** Whether something is left to do at Stripe that harms nobody who is editing it there: an empty item, or a planned change's card. */
export const isIncomplete = (subscription: Subscription): boolean =>
  subscription.scheduledChange?.hasOtherCard === true || hasEmptyItem(subscription);
