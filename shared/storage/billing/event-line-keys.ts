/** How the item keys of lines of events look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The organization's events of Stripe's, by the time at which Stripe made them. */
export const eventLinePartition = (accountId: string): string => `${prefixes.event}OF#${accountId}`;
/** An event, by Stripe's own time and id. */
export const eventLineKey = (accountId: string, { at, id }: { readonly at: string; readonly id: string }): Key => ({
  pk: eventLinePartition(accountId),
  sk: `${at}#${id}`,
});
