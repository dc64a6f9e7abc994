/** How the item keys of the log of mails look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** The mails about an organization, in order of time. */
export const mailLogPartition = (accountId: string): string => prefixes.mailLog + accountId;
/** A mail, by its time and the message that asked for it. */
export const mailLogKey = (accountId: string, { at, id }: { readonly at: string; readonly id: string }): Key => ({
  pk: mailLogPartition(accountId),
  sk: `${at}#${id}`,
});
